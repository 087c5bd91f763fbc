public import Encoding
public import Quantities

/// `dispute.resolved/1`: the committee decides a dispute, and the hold ends.
///
/// What an upheld dispute changes follows by a correction, an entry of its own.
public struct DisputeResolved: EntryBody {
  /// How it was decided.
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// The statement is to be corrected.
    case upheld
    /// It stands.
    case dismissed
  }

  /// Its kind.
  public static let kind = EntryKind.disputeResolved
  /// The dispute's id.
  public var dispute: Label
  /// How it was decided.
  public var outcome: Outcome
  /// The blob that says why.
  public var why: Digest

  /// Takes every field as it is.
  public init(dispute: Label, outcome: Outcome, why: Digest) {
    self.dispute = dispute
    self.outcome = outcome
    self.why = why
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    dispute = try fields.required("dispute").label()
    let outcome = try fields.required("outcome")
    guard let known = Outcome(rawValue: try outcome.string()) else {
      throw outcome.error(.refused("must be upheld or dismissed"))
    }
    self.outcome = known
    why = try fields.required("why").digest()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("dispute", dispute)
    writer.field("outcome", outcome.rawValue)
    writer.field("why", why)
  }

  /// The reason.
  public var neededBlobs: [Digest] { [why] }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses what was never opened, or is decided.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard let open = state.disputes.dispute(dispute) else { throw .disputeUnknown(dispute) }
    if let line = open.resolvedLine { throw .disputeResolved(dispute, line: line) }
  }

  /// Ends the hold.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.disputes.resolve(self, line: frame.line)
  }
}
