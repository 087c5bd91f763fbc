import BlobFiles
import Synchronization

/// The machine's files, until power goes at a chosen call: that one and all later ones fail.
final class FailingFileSystem: FileSystem {
  private let files = PosixFileSystem()
  private let call = Mutex(0)
  private let failingCall: Int

  init(failingAt call: Int) {
    failingCall = call
  }

  /// Calls made so far.
  var calls: Int { call.withLock { $0 } }

  private func step() throws(FileFailure) {
    let isAlive = call.withLock { call in
      call += 1
      return call <= failingCall
    }
    if !isAlive { throw FileFailure("reach", "the disk", reason: "power lost") }
  }

  func makeFolder(_ path: String) throws(FileFailure) {
    try step()
    try files.makeFolder(path)
  }

  func create(_ path: String) throws(FileFailure) -> OpenFile {
    try step()
    return try files.create(path)
  }

  func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) throws(FileFailure) {
    do throws(FileFailure) {
      try step()
    } catch {
      // Half of what is being written may be there.
      try files.write(UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count / 2)]), to: file)
      throw error
    }
    try files.write(bytes, to: file)
  }

  func sync(_ file: OpenFile) throws(FileFailure) {
    try step()
    try files.sync(file)
  }

  func close(_ file: OpenFile) throws(FileFailure) {
    try files.close(file)
    try step()
  }

  func rename(_ from: String, to path: String) throws(FileFailure) {
    try step()
    try files.rename(from, to: path)
  }

  func syncFolder(_ path: String) throws(FileFailure) {
    try step()
    try files.syncFolder(path)
  }

  func remove(_ path: String) throws(FileFailure) {
    try step()
    try files.remove(path)
  }

  func read(_ path: String, limitBytes: Int) throws(FileFailure) -> [UInt8]? {
    try step()
    return try files.read(path, limitBytes: limitBytes)
  }

  func exists(_ path: String) throws(FileFailure) -> Bool {
    try step()
    return try files.exists(path)
  }

  func names(in folder: String) throws(FileFailure) -> [String] {
    try step()
    return try files.names(in: folder)
  }
}
