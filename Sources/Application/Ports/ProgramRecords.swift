public import Program

/// The facts of one program, and what was computed from them, as bytes under names.
///
/// Files in a data folder, rows of a database, memory in a test: all run the same contract suite.
public protocol ProgramRecords: Sendable {
  /// All of `facts.jsonl` as it is now; empty when there is none yet.
  func facts() throws(RecordFailure) -> [UInt8]

  /// Adds whole lines at the end of the facts, durably.
  func appendFacts(_ lines: [UInt8]) throws(RecordFailure)

  /// Bytes stored under a name; `nil` when there are none.
  func read(_ name: RecordName) throws(RecordFailure) -> [UInt8]?

  /// Stores bytes under a name, whole or not at all, replacing what was there.
  func write(_ bytes: [UInt8], as name: RecordName) throws(RecordFailure)

  /// Every name that holds bytes, ascending.
  func names() throws(RecordFailure) -> [RecordName]

  /// What stands where records stand and has no record's name, as paths, ascending.
  func strays() throws(RecordFailure) -> [String]

  /// Whose signatures over a line, counted from 1, were verified; nil in facts that nobody signed.
  func signers(ofLine line: Int) -> Signers?
}

extension ProgramRecords {
  /// None: only folders can hold what has no name of ours.
  public func strays() throws(RecordFailure) -> [String] { [] }

  /// Facts in a file are not signed.
  public func signers(ofLine line: Int) -> Signers? { nil }
}
