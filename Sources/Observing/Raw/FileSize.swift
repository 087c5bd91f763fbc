import Glibc

/// How long files are.
enum FileSize {
  /// The bytes of a regular file; nil where there is none.
  static func bytes(_ path: String) -> Int64? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int64(status.st_size)
  }
}
