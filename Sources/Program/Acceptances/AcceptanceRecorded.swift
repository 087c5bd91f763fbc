public import Encoding
public import Quantities

/// `acceptance.recorded/1`: the committee accepts a finding with its figures, and says why.
public struct AcceptanceRecorded: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.acceptanceRecorded
  /// The finding's code.
  public var rule: Label
  /// The digest of the figures accepted.
  public var figures: Digest
  /// The blob that says why.
  public var why: Digest

  /// Takes every field as it is.
  public init(rule: Label, figures: Digest, why: Digest) {
    self.rule = rule
    self.figures = figures
    self.why = why
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    rule = try fields.required("rule").label()
    figures = try fields.required("figures").digest()
    why = try fields.required("why").digest()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("rule", rule)
    writer.field("figures", figures)
    writer.field("why", why)
  }

  /// The reason.
  public var neededBlobs: [Digest] { [why] }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses what was accepted with the same figures.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    let earlier = state.acceptances.first { $0.body.rule == rule && $0.body.figures == figures }
    if let earlier { throw .acceptanceTaken(rule, line: earlier.line) }
  }

  /// Adds the acceptance.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.acceptances.append(AcceptanceRecord(body: self, line: frame.line))
  }
}

/// An acceptance with the line that recorded it.
public struct AcceptanceRecord: Hashable, Sendable {
  /// What was accepted.
  public let body: AcceptanceRecorded
  /// The line that recorded it.
  public let line: Int
}
