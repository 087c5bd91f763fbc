import BlobFiles
import Synchronization

/// The machine's files with one kind of fault, from a chosen call on or at it alone.
final class FaultyFileSystem: FileSystem {
  /// What goes wrong.
  enum Fault: CaseIterable, Sendable {
    /// The chosen call fails, later ones work.
    case once
    /// From the chosen call on there is no space: what is written arrives by half, and fails.
    case full
    /// From the chosen call on nothing can be changed.
    case readOnly
  }

  private let files = PosixFileSystem()
  private let state = Mutex((fault: Fault?.none, at: 0, calls: 0))

  /// Arms a fault at a call from now, counted from 0; nil: none.
  func arm(_ fault: Fault?, at call: Int = 0) { state.withLock { $0 = (fault, call, 0) } }

  /// Changing calls since it was armed.
  var calls: Int { state.withLock { $0.calls } }

  private func fails(writes: Bool) -> Bool {
    state.withLock { state in
      defer { state.calls += 1 }
      switch state.fault {
      case nil: return false
      case .once: return state.calls == state.at
      case .full: return writes && state.calls >= state.at
      case .readOnly: return state.calls >= state.at
      }
    }
  }

  private func step(_ action: String, _ path: String, writes: Bool = false) throws(FileFailure) {
    if fails(writes: writes) {
      throw FileFailure(action, path, reason: writes ? "No space left on device" : "refused")
    }
  }

  func makeFolder(_ path: String) throws(FileFailure) {
    try step("make", path, writes: true)
    try files.makeFolder(path)
  }

  func create(_ path: String) throws(FileFailure) -> OpenFile {
    try step("create", path, writes: true)
    return try files.create(path)
  }

  func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) throws(FileFailure) {
    do throws(FileFailure) {
      try step("write", "a file", writes: true)
    } catch {
      try files.write(UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count / 2)]), to: file)
      throw error
    }
    try files.write(bytes, to: file)
  }

  func sync(_ file: OpenFile) throws(FileFailure) {
    try step("sync", "a file")
    try files.sync(file)
  }

  func close(_ file: OpenFile) throws(FileFailure) { try files.close(file) }

  func rename(_ from: String, to path: String) throws(FileFailure) {
    try step("rename", path)
    try files.rename(from, to: path)
  }

  func syncFolder(_ path: String) throws(FileFailure) {
    try step("sync", path)
    try files.syncFolder(path)
  }

  func remove(_ path: String) throws(FileFailure) {
    try step("remove", path)
    try files.remove(path)
  }

  func read(_ path: String, limitBytes: Int) throws(FileFailure) -> [UInt8]? {
    try files.read(path, limitBytes: limitBytes)
  }

  func exists(_ path: String) throws(FileFailure) -> Bool { try files.exists(path) }

  func names(in folder: String) throws(FileFailure) -> [String] { try files.names(in: folder) }
}
