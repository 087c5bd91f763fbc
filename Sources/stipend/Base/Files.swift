import Foundation

/// Files that a person names on the command line.
enum Files {
  /// Reads a whole file of at most `limitBytes`, or ends with code 2.
  static func read(_ path: String, limitBytes: Int = 64 << 20) throws -> [UInt8] {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Ending.unreadable("\(path): cannot be opened; check the name and that you may read it")
    }
    defer { try? handle.close() }
    let data: Data
    do {
      data = try handle.read(upToCount: limitBytes + 1) ?? Data()
    } catch {
      throw Ending.unreadable("\(path): cannot be read: \(error.localizedDescription)")
    }
    guard data.count <= limitBytes else {
      throw Ending.unreadable("\(path): larger than \(limitBytes) bytes, which no such file needs")
    }
    return [UInt8](data)
  }

  /// Writes a whole file, replacing what was there, or ends with code 3.
  static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Ending.unavailable("\(path): cannot be written: \(error.localizedDescription)")
    }
  }
}
