import Glibc

/// How much memory the process has.
enum ProcessMemory {
  /// Resident bytes; 0 where the system does not say.
  static var residentBytes: Int64 {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = fread(&bytes, 1, bytes.count, file)
    let fields = bytes.prefix(count).split(separator: 0x20)
    guard fields.count > 1, let pages = Int64(String(decoding: fields[1], as: UTF8.self)) else {
      return 0
    }
    return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
  }
}
