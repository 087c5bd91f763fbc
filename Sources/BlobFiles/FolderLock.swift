import Glibc
import Synchronization

/// The right to be the one process that writes a folder: a lock on a file in it, which ends with
/// its process.
public final class FolderLock: Sendable {
  private let descriptor: Mutex<Int32?>

  /// Takes the lock of a file, which is made where it is missing. Nothing waits: a pipe that
  /// somebody put there would otherwise be waited at for ever.
  public init(_ path: String) throws(FolderLockRefusal) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o644)
    guard descriptor >= 0 else {
      if errno == EROFS || errno == EACCES { throw .readOnly(path) }
      if errno == ENOSPC { throw .full(path) }
      throw .files(FileFailure("open", path, reason: String(cString: strerror(errno))))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = Self.holder(descriptor)
      close(descriptor)
      throw .busy(path, process: holder)
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
  public func release() {
    descriptor.withLock { descriptor in
      if let open = descriptor {
        flock(open, LOCK_UN)
        close(open)
      }
      descriptor = nil
    }
  }

  /// The process that holds the lock of a file; nil when nobody does, nil inside where it does not
  /// say which it is.
  public static func holder(_ path: String) -> Int32?? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
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

/// Why a folder's lock was not taken.
public enum FolderLockRefusal: Error, Hashable, Sendable {
  /// Another process has it; nil where that does not say which it is.
  case busy(String, process: Int32?)
  /// The folder is not to be written.
  case readOnly(String)
  /// There is no space left.
  case full(String)
  /// The file cannot be opened.
  case files(FileFailure)
}

extension FolderLockRefusal: CustomStringConvertible {
  /// What happened, and where.
  public var description: String {
    switch self {
    case .busy(let path, let process):
      "\(path) is held by another process" + (process.map { " (\($0))" } ?? "")
    case .readOnly(let path): "\(path) is not to be written"
    case .full(let path): "\(path) finds no space left"
    case .files(let failure): failure.description
    }
  }
}
