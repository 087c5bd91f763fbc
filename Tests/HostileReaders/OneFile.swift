import BlobFiles
import Synchronization

/// A file system whose every name is the same file, in memory.
final class OneFile: FileSystem {
  private let state = Mutex((content: [UInt8](), written: [[UInt8]]()))

  /// Everything that was ever written as a file.
  var written: [[UInt8]] { state.withLock { $0.written } }

  func set(_ bytes: [UInt8]) { state.withLock { $0.content = bytes } }

  func makeFolder(_ path: String) {}
  func create(_ path: String) -> OpenFile { OpenFile(number: 1) }
  func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) {
    state.withLock { $0.written.append(Array(bytes)) }
  }
  func sync(_ file: OpenFile) {}
  func close(_ file: OpenFile) {}
  func rename(_ from: String, to path: String) {}
  func syncFolder(_ path: String) {}
  func remove(_ path: String) {}
  func read(_ path: String, limitBytes: Int) throws(FileFailure) -> [UInt8]? {
    let content = state.withLock { $0.content }
    guard content.count <= limitBytes else {
      throw FileFailure("read", path, reason: "too long")
    }
    return content
  }
  func exists(_ path: String) -> Bool { false }
  func names(in folder: String) -> [String] { [] }
}
