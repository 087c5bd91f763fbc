import Synchronization

/// Records in memory, for tests and simulations.
public final class MemoryRecords: ProgramRecords {
  private struct State {
    var facts: [UInt8] = []
    var records: [RecordName: [UInt8]] = [:]
  }

  private let state = Mutex(State())

  /// Begins empty.
  public init() {}

  /// All facts.
  public func facts() throws(RecordFailure) -> [UInt8] { state.withLock { $0.facts } }

  /// Adds lines.
  public func appendFacts(_ lines: [UInt8]) throws(RecordFailure) {
    state.withLock { $0.facts += lines }
  }

  /// Bytes under a name.
  public func read(_ name: RecordName) throws(RecordFailure) -> [UInt8]? {
    state.withLock { $0.records[name] }
  }

  /// Stores bytes.
  public func write(_ bytes: [UInt8], as name: RecordName) throws(RecordFailure) {
    state.withLock { $0.records[name] = bytes }
  }

  /// Every name, ascending.
  public func names() throws(RecordFailure) -> [RecordName] {
    state.withLock { $0.records.keys.sorted() }
  }

  /// Takes a record away, as when a folder lacks it.
  public func remove(_ name: RecordName) {
    state.withLock { $0.records[name] = nil }
  }
}
