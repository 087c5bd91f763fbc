import Glibc

/// Files that only their owner may touch, in folders that only their owner may enter.
public enum OwnerOnlyFile {
  /// Reads a regular file of ours; the permissions of file and folder are checked first, on what
  /// was opened, so that no exchange in between goes unseen.
  public static func read(_ path: String, limitBytes: Int) throws(OwnerOnlyError) -> [UInt8] {
    let folder = try openFolder(parent(of: path))
    defer { _ = Glibc.close(folder) }
    let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let file = openat(folder, name(of: path), flags)
    guard file >= 0 else {
      switch errno {
      case ENOENT: throw .missing(path)
      case ELOOP: throw .notAFile(path)
      default: throw failure("open", path)
      }
    }
    defer { _ = Glibc.close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure("look at", path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path) }
    guard status.st_uid == geteuid() else { throw .anotherOwner(path) }
    guard status.st_mode & 0o077 == 0 else { throw .tooOpen(path, mode: octal(status.st_mode)) }
    guard status.st_size <= limitBytes else { throw .tooLong(path, limitBytes: limitBytes) }
    return try contents(file, path, count: Int(status.st_size))
  }

  /// Makes a new file that is there whole or not at all, for the owner alone, and never in place of
  /// another. A folder that is missing is made, for the owner alone too.
  ///
  /// `mark` must differ between processes, such as a process id.
  public static func create(
    _ bytes: [UInt8], at path: String, mark: String
  ) throws(OwnerOnlyError) {
    let parent = parent(of: path)
    if mkdir(parent, 0o700) != 0, errno != EEXIST { throw failure("make the folder", parent) }
    let folder = try openFolder(parent)
    defer { _ = Glibc.close(folder) }
    let name = name(of: path)
    let temporary = ".\(name).\(mark)"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let file = openat(folder, temporary, flags, 0o600)
    guard file >= 0 else { throw failure("create", "\(parent)/\(temporary)") }
    defer { _ = unlinkat(folder, temporary, 0) }
    do {
      defer { _ = Glibc.close(file) }
      guard fchmod(file, 0o600) == 0 else { throw failure("set the permissions of", path) }
      try write(bytes, to: file, path)
      guard fsync(file) == 0 else { throw failure("sync", path) }
    }
    // A link, unlike a rename, takes no other file's name.
    guard linkat(folder, temporary, folder, name, 0) == 0 else {
      if errno == EEXIST { throw .exists(path) }
      throw failure("name", path)
    }
    guard fsync(folder) == 0 else { throw failure("sync the folder", parent) }
  }

  private static func openFolder(_ path: String) throws(OwnerOnlyError) -> Int32 {
    let folder = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else {
      if errno == ENOENT { throw .missing(path) }
      throw failure("open the folder", path)
    }
    var status = stat()
    guard fstat(folder, &status) == 0 else {
      _ = Glibc.close(folder)
      throw failure("look at", path)
    }
    guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
      _ = Glibc.close(folder)
      throw status.st_uid == geteuid()
        ? .folderTooOpen(path, mode: octal(status.st_mode)) : .anotherOwner(path)
    }
    return folder
  }

  private static func contents(
    _ file: Int32, _ path: String, count: Int
  ) throws(OwnerOnlyError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(file, buffer.baseAddress?.advanced(by: filled), count - filled)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw failure("read", path) }
      guard got > 0 else { break }
      filled += got
    }
    return Array(bytes[..<filled])
  }

  private static func write(
    _ bytes: [UInt8], to file: Int32, _ path: String
  ) throws(OwnerOnlyError) {
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        Glibc.write(file, buffer.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw failure("write", path) }
      done += written
    }
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }

  private static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  private static func octal(_ mode: mode_t) -> String {
    let digits = String(mode & 0o7777, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func failure(_ action: String, _ path: String) -> OwnerOnlyError {
    .system(action: action, path: path, reason: String(cString: strerror(errno)))
  }
}
