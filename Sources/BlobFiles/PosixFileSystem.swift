import Glibc

/// The machine's own file system.
public struct PosixFileSystem: FileSystem {
  /// The machine's own.
  public init() {}

  /// Makes a folder and those above it, for the owner alone to write.
  public func makeFolder(_ path: String) throws(FileFailure) {
    if Glibc.mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let parent = Self.parent(of: path) else {
      throw failure("make the folder", path)
    }
    try makeFolder(parent)
    guard Glibc.mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw failure("make the folder", path)
    }
    try syncFolder(parent)
  }

  private static func parent(of path: String) -> String? {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.utf8.startIndex
    else { return nil }
    return String(path[..<slash])
  }

  /// Makes a new file.
  public func create(_ path: String) throws(FileFailure) -> OpenFile {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure("create", path) }
    return OpenFile(number: descriptor)
  }

  /// Writes all of the bytes, however many calls that takes.
  public func write(
    _ bytes: UnsafeRawBufferPointer, to file: OpenFile
  ) throws(FileFailure) {
    var rest = bytes
    while !rest.isEmpty {
      let written = Glibc.write(file.number, rest.baseAddress, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw failure("write", "open file \(file.number)") }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }

  /// Waits for the disk.
  public func sync(_ file: OpenFile) throws(FileFailure) {
    guard Glibc.fsync(file.number) == 0 else {
      throw failure("sync", "open file \(file.number)")
    }
  }

  /// Closes the file; what was written and not synced may still be lost.
  public func close(_ file: OpenFile) throws(FileFailure) {
    guard Glibc.close(file.number) == 0 else {
      throw failure("close", "open file \(file.number)")
    }
  }

  /// Renames within one file system, whole or not at all.
  public func rename(_ from: String, to path: String) throws(FileFailure) {
    guard Glibc.rename(from, path) == 0 else { throw failure("rename to", path) }
  }

  /// Waits for the disk to hold the folder's names.
  public func syncFolder(_ path: String) throws(FileFailure) {
    let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open the folder", path) }
    defer { _ = Glibc.close(descriptor) }
    guard Glibc.fsync(descriptor) == 0 else { throw failure("sync the folder", path) }
  }

  /// Removes a file, or a folder that is empty.
  public func remove(_ path: String) throws(FileFailure) {
    guard Glibc.unlink(path) != 0, errno != ENOENT else { return }
    guard errno == EISDIR, Glibc.rmdir(path) == 0 else { throw failure("remove", path) }
  }

  /// Reads a regular file in one go; devices, pipes and links are refused.
  public func read(_ path: String, limitBytes: Int) throws(FileFailure) -> [UInt8]? {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failure("open", path)
    }
    defer { _ = Glibc.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("look at", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileFailure("read", path, reason: "not a regular file")
    }
    let size = Int(status.st_size)
    guard size <= limitBytes else {
      throw FileFailure(
        "read", path, reason: "it has \(size) bytes, more than \(limitBytes)", isTooLong: true)
    }
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), size - count)
        if got < 0, errno == EINTR { continue }
        failed = got < 0
        guard got > 0 else { return }
        count += got
      }
    }
    if failed { throw failure("read", path) }
    return bytes
  }

  /// Whether there is a regular file.
  public func exists(_ path: String) throws(FileFailure) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return false }
      throw failure("look at", path)
    }
    return status.st_mode & S_IFMT == S_IFREG
  }

  /// Lists a folder.
  public func names(in folder: String) throws(FileFailure) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw FileFailure(
        "list", folder, reason: String(cString: strerror(errno)), isNoFolder: errno == ENOTDIR)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw failure("list", folder) }
        return names
      }
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
  }

  private func failure(_ action: String, _ path: String) -> FileFailure {
    FileFailure(action, path, reason: String(cString: strerror(errno)))
  }
}
