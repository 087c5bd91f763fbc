import BlobFiles
import Synchronization

/// A file system in memory that fails at a chosen call, and forgets what was not synced.
///
/// A loss of power keeps, of every file, the bytes that were synced, and of every folder the names
/// that were synced; a name whose folder was not synced may be the old one or the new one.
final class PowerLossFileSystem: FileSystem {
  private struct File {
    var bytes: [UInt8] = []
    var synced: [UInt8] = []
  }

  private struct State {
    var files: [Int32: File] = [:]
    var names: [String: Int32] = [:]
    var syncedNames: [String: Int32] = [:]
    var next: Int32 = 1
    var calls = 0
    var failingCall: Int?
    var failure = "power lost"
  }

  private let state = Mutex(State())

  /// Fails at that call from now, counted from 0, and at every later one.
  func fail(at call: Int?) {
    state.withLock {
      $0.calls = 0
      $0.failingCall = call
    }
  }

  /// How many calls were made since.
  var calls: Int { state.withLock { $0.calls } }

  /// What a restart finds; `keepsUnsyncedNames` is the other of the two outcomes of a rename.
  func restart(keepsUnsyncedNames: Bool) {
    state.withLock { state in
      if !keepsUnsyncedNames { state.names = state.syncedNames }
      for number in state.files.keys.sorted() {
        let synced = state.files[number]?.synced ?? []
        state.files[number]?.bytes = synced
      }
      state.syncedNames = state.names
      state.failingCall = nil
    }
  }

  private func step<Value>(
    _ action: String, _ path: String, _ body: (inout State) -> Value?
  ) throws(FileFailure) -> Value {
    let result = state.withLock { state -> Value? in
      defer { state.calls += 1 }
      if let failing = state.failingCall, state.calls >= failing { return nil }
      return body(&state)
    }
    guard let result else { throw FileFailure(action, path, reason: "power lost") }
    return result
  }

  func makeFolder(_ path: String) throws(FileFailure) { try step("make", path) { _ in () } }

  func create(_ path: String) throws(FileFailure) -> OpenFile {
    try step("create", path) { state in
      guard state.names[path] == nil else { return nil }
      let number = state.next
      state.next += 1
      state.files[number] = File()
      state.names[path] = number
      return OpenFile(number: number)
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) throws(FileFailure) {
    try step("write", "\(file.number)") { state in
      state.files[file.number]?.bytes.append(contentsOf: bytes)
    }
  }

  func sync(_ file: OpenFile) throws(FileFailure) {
    try step("sync", "\(file.number)") { state in
      let written = state.files[file.number]?.bytes ?? []
      state.files[file.number]?.synced = written
    }
  }

  func close(_ file: OpenFile) throws(FileFailure) { try step("close", "") { _ in () } }

  func rename(_ from: String, to path: String) throws(FileFailure) {
    try step("rename", path) { state -> Void? in
      guard let number = state.names.removeValue(forKey: from) else { return nil }
      state.names[path] = number
      return ()
    }
  }

  func syncFolder(_ path: String) throws(FileFailure) {
    try step("sync", path) { state in
      for name in state.names.keys.sorted() where name.hasPrefix(path + "/") {
        state.syncedNames[name] = state.names[name]
      }
      for name in state.syncedNames.keys.sorted() where name.hasPrefix(path + "/") {
        if state.names[name] == nil { state.syncedNames[name] = nil }
      }
    }
  }

  func remove(_ path: String) throws(FileFailure) {
    try step("remove", path) { state -> Void? in
      state.names[path] = nil
      return ()
    }
  }

  func read(_ path: String, limitBytes: Int) throws(FileFailure) -> [UInt8]? {
    try step("read", path) { state in
      .some(state.names[path].flatMap { state.files[$0]?.bytes })
    }
  }

  func exists(_ path: String) throws(FileFailure) -> Bool {
    try step("look", path) { $0.names[path] != nil }
  }

  func names(in folder: String) throws(FileFailure) -> [String] {
    try step("list", folder) { state in
      var names: Set<String> = []
      for name in state.names.keys.sorted() where name.hasPrefix(folder + "/") {
        names.insert(String(name.dropFirst(folder.count + 1).prefix { $0 != "/" }))
      }
      return names.sorted()
    }
  }
}
