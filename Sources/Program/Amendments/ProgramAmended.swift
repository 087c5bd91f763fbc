public import Encoding
import Policy
public import Quantities

/// `program.amended/1`: the committee puts another policy or catalogue in force, after notice.
public struct ProgramAmended: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.programAmended
  /// The notice: 7 days.
  public static let noticeSeconds: Int64 = 7 * 86_400
  /// The SHA-256 of the canonical policy.
  public var policy: Digest
  /// The SHA-256 of the catalogue.
  public var catalogue: Digest
  /// The SHA-256 of the YAML behind the policy; nil: none is named.
  public var source: Digest?
  /// The first second under them.
  public var from: Timestamp

  /// Takes every field as it is.
  public init(policy: Digest, catalogue: Digest, source: Digest?, from: Timestamp) {
    self.policy = policy
    self.catalogue = catalogue
    self.source = source
    self.from = from
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    policy = try fields.required("policy").digest()
    catalogue = try fields.required("catalogue").digest()
    source = try fields.required("source").digestOrNull()
    from = try fields.required("from").timestamp()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("policy", policy)
    writer.field("catalogue", catalogue)
    writer.field("source", source)
    writer.field("from", from)
  }

  /// The policy, the catalogue, and what the policy was compiled from.
  public var neededBlobs: [Digest] { [policy, catalogue] + (source.map { [$0] } ?? []) }

  /// The policy and the catalogue.
  public var computedInputs: [Digest] { [policy, catalogue] }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses rules that are not at hand, change nothing or too much, lack notice, or would divide
  /// an epoch.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard let new = state.library.rules(policy: policy, catalogue: catalogue) else {
      throw .rulesUnknown(policy: policy, catalogue: catalogue)
    }
    let old = state.history.rules(before: from)
    for (field, left, right) in [
      ("name", old.policy.name, new.policy.name),
      ("network", old.policy.network, new.policy.network),
    ] where left != right {
      throw .policyDiffers(field: field, entry: left, policy: right)
    }
    guard new != state.history.rules(at: from) else { throw .rulesUnchanged(policy) }
    if let kept = KeptRule.broken(from: old, to: new, at: from) { throw .amendmentBreaks(kept) }
    try frame.requireNotice(from, seconds: Self.noticeSeconds)
    for pool in old.policy.pools where pool.span.start < from && from < pool.span.end {
      let calendar = EpochCalendar(pool)
      guard let epoch = calendar.epoch(containing: from), calendar.boundary(epoch - 1) != from
      else { continue }
      throw .rulesInsideEpoch(pool: pool.name, epoch: epoch, next: calendar.boundary(epoch))
    }
  }

  /// Adds the rules.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    guard let new = state.library.rules(policy: policy, catalogue: catalogue) else {
      preconditionFailure("An amendment is applied after it was admitted.")
    }
    state.history.amend(new, from: from, line: frame.line)
  }
}
