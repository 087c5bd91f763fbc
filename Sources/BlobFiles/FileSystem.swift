/// What storing files durably asks of a machine; tests put one in its place that fails.
public protocol FileSystem: Sendable {
  /// Makes a folder and those above it; one that is there is left as it is.
  func makeFolder(_ path: String) throws(FileFailure)
  /// Makes a new, empty file that nobody else may read; fails where the name is taken.
  func create(_ path: String) throws(FileFailure) -> OpenFile
  /// Adds bytes at the end of an open file.
  func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) throws(FileFailure)
  /// Returns when an open file's bytes would survive a loss of power.
  func sync(_ file: OpenFile) throws(FileFailure)
  /// Ends the use of an open file.
  func close(_ file: OpenFile) throws(FileFailure)
  /// Gives a file another name, in place of what had it.
  func rename(_ from: String, to path: String) throws(FileFailure)
  /// Returns when a folder's names would survive a loss of power.
  func syncFolder(_ path: String) throws(FileFailure)
  /// Takes a file away, or a folder that is empty.
  func remove(_ path: String) throws(FileFailure)
  /// A regular file's bytes, at most so many; nil where there is no file.
  func read(_ path: String, limitBytes: Int) throws(FileFailure) -> [UInt8]?
  /// Whether there is a regular file.
  func exists(_ path: String) throws(FileFailure) -> Bool
  /// The names in a folder, in no order; none where there is no folder.
  func names(in folder: String) throws(FileFailure) -> [String]
}

/// A file being written.
public struct OpenFile: Hashable, Sendable {
  /// What the file system knows it by.
  public let number: Int32

  /// Wraps what the file system knows it by.
  public init(number: Int32) {
    self.number = number
  }
}

/// What a file system could not do.
public struct FileFailure: Error, Hashable, Sendable {
  /// What was tried.
  public let action: String
  /// On what.
  public let path: String
  /// What the system said.
  public let reason: String
  /// Whether a file holds more than was to be read.
  public let isTooLong: Bool
  /// Whether a file stands where a folder was to be listed.
  public let isNoFolder: Bool

  /// Takes the parts.
  public init(
    _ action: String, _ path: String, reason: String, isTooLong: Bool = false,
    isNoFolder: Bool = false
  ) {
    self.action = action
    self.path = path
    self.reason = reason
    self.isTooLong = isTooLong
    self.isNoFolder = isNoFolder
  }
}

extension FileFailure: CustomStringConvertible {
  /// What was tried, on what, and what the system said.
  public var description: String { "Cannot \(action) \(path): \(reason)." }
}
