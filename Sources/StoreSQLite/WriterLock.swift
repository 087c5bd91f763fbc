import Application
import Glibc
import Synchronization

/// The right to write a data folder: a lock on `journal.lock`, which ends with its process.
final class WriterLock: Sendable {
  static let fileName = "journal.lock"

  private let descriptor: Mutex<Int32?>

  /// Takes the lock, or throws `busy` with the process that has it.
  init(folder: String) throws(JournalStoreFailure) {
    let path = folder + "/" + Self.fileName
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else {
      if errno == EROFS || errno == EACCES { throw .readOnly }
      if errno == ENOSPC { throw .full }
      throw .unavailable("Cannot open \(path): \(String(cString: strerror(errno))).")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = Self.holder(descriptor)
      close(descriptor)
      throw .busy(process: holder)
    }
    // The number is for people; the lock itself is the kernel's.
    let text = "\(getpid())\n"
    _ = ftruncate(descriptor, 0)
    _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    self.descriptor = Mutex(descriptor)
  }

  deinit { release() }

  /// Gives the right back: unlocked before it is closed, because a process that is just being
  /// started by this one holds a copy of the descriptor until it becomes another program.
  func release() {
    descriptor.withLock { descriptor in
      if let open = descriptor {
        flock(open, LOCK_UN)
        close(open)
      }
      descriptor = nil
    }
  }

  /// The process that holds a folder's lock; nil when nobody does.
  static func holder(folder: String) -> Int32?? {
    let descriptor = open(folder + "/" + fileName, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 {
      flock(descriptor, LOCK_UN)
      return nil
    }
    return .some(holder(descriptor))
  }

  private static func holder(_ descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: bytes[..<count].prefix { $0 != 10 }, as: UTF8.self))
  }
}
