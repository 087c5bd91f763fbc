public import Evidence
import Program
public import Quantities

/// Shows where the endpoints and the chain say different things in one epoch (scenario O-50).
public struct ViewConflicts: Sendable {
  /// The program, with the facts folded so far.
  public private(set) var reader: ProgramReader

  /// Works on a program.
  public init(_ reader: ProgramReader) {
    self.reader = reader
  }

  /// What was looked at, and what was found.
  public struct Found: Hashable, Sendable {
    /// The epoch's seconds.
    public let span: TimeSpan
    /// The providers by their numbers.
    public let roster: [Address]
    /// How many segments of the freeze were looked at.
    public let segments: Int
    /// The conflicts in order.
    public let conflicts: [EvidenceConflict]
  }

  /// The conflicts in a frozen epoch's segments; changes nothing.
  public mutating func conflicts(in id: EpochID) throws(EpochRefusal) -> Found {
    try reader.require(id)
    let freeze = try reader.freeze(of: id, version: max(1, try reader.latestVersion(of: id)))
    let state = try reader.log(epoch: id, lines: freeze.factsLines).state
    let evidence = EpochEvidence(
      freeze: freeze, rules: state.history.rules(at: freeze.span.start), inputs: reader.inputs,
      blobs: reader.blobs)
    let (segments, missing) = try evidence.segments { $0 != .price && $0 != .proof }
    guard missing.isEmpty else { throw .missing(id, missing) }
    return Found(
      span: freeze.span, roster: state.roster.addresses, segments: segments.count,
      conflicts: EvidenceConflict.find(in: segments.map(\.segment), inside: freeze.span))
  }
}
