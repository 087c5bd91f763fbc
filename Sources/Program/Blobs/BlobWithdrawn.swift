public import Encoding
import Policy
public import Quantities

/// `blob.withdrawn/1`: the committee takes a file out of the record (DESIGN law 12).
public struct BlobWithdrawn: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.blobWithdrawn
  /// The file's SHA-256.
  public var digest: Digest
  /// Why, in a word.
  public var reason: Label

  /// Takes every field as it is.
  public init(digest: Digest, reason: Label) {
    self.digest = digest
    self.reason = reason
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    digest = try fields.required("digest").digest()
    reason = try fields.required("reason").label()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("digest", digest)
    writer.field("reason", reason)
  }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses what a statement is, or may have been, computed from.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    if let input = state.computedInput(digest, at: frame.admittedAt) {
      throw .blobComputedInput(digest, input)
    }
  }

  /// Withdraws it; a second time changes nothing.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    if state.withdrawnBlobs[digest] == nil { state.withdrawnBlobs[digest] = frame.line }
  }
}

extension ProgramState {
  /// Whether statements are, or at this time may be, computed from a blob.
  public func isComputedInput(_ blob: Digest, at time: Timestamp) -> Bool {
    computedInput(blob, at: time) != nil
  }

  /// Whether a blob is an observer's file that no freeze can name yet.
  ///
  /// It is nobody else's before: whoever read it in time could publish it as seen by itself.
  public func isSealed(_ blob: Digest, at time: Timestamp) -> Bool {
    evidence.record(blob) != nil && !isComputedInput(blob, at: time)
  }

  /// The same at the log's last time: what a copy of the log need not have.
  public func isSealed(_ blob: Digest) -> Bool {
    lastAdmittedAt.map { isSealed(blob, at: $0) } ?? false
  }

  /// Why a blob is a computed input at that time, or nil where it is none.
  ///
  /// A freeze need not be an entry. So evidence counts as frozen from the first moment at which a
  /// freeze could have named it: the end of the first epoch, of whatever pool, that it can belong
  /// to, and the grace.
  func computedInput(_ digest: Digest, at time: Timestamp) -> ComputedInput? {
    if let input = history.input(digest) { return input }
    if corrections.names(digest) { return .statement }
    if let input = epochs.input(digest) { return input }
    if treasury.plans[digest] != nil { return .plan }
    guard let record = evidence.record(digest) else { return nil }
    for pool in history.newest.policy.pools {
      guard let end = EpochCalendar(pool).firstEnd(after: record.body.start),
        let deadline = try? end.adding(seconds: rules.policy.observation.graceSeconds)
      else { continue }
      if time >= deadline { return .evidence }
    }
    return nil
  }
}
