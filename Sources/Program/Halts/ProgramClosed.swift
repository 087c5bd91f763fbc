public import Encoding
import Policy
public import Quantities

/// `program.closed/1`: every epoch is stated, no dispute is open, and nothing more is earned.
public struct ProgramClosed: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.programClosed
  /// Why, in a word.
  public var reason: Label

  /// Takes the reason as it is.
  public init(reason: Label) {
    self.reason = reason
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    reason = try fields.required("reason").label()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("reason", reason)
  }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses to close over an epoch without statement or an open dispute.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    if let open = state.disputes.firstOpen { throw .disputeOpen(open.body.dispute) }
    for pool in state.history.newest.policy.pools {
      // An epoch is frozen after the statement before it, so that the last one speaks for all.
      let count = EpochCalendar(pool).count
      guard count > 0, state.epochs.statement(pool: pool.name, epoch: count, version: 1) == nil
      else { continue }
      let first = (1...count).first { epoch in
        state.epochs.statement(pool: pool.name, epoch: epoch, version: 1) == nil
      }
      throw .epochUnstated(pool: pool.name, epoch: first ?? count, version: 1)
    }
  }

  /// Closes it from the next entry on.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.closedLine = frame.line
  }
}

extension EntryKind {
  /// Whether a kind is admitted into a closed program: what keeps its record in order, and what
  /// mends a mistake.
  var isAdmittedAfterClosing: Bool {
    switch self {
    case .noteAdded, .blobWithdrawn, .epochFrozen, .statementPublished, .correctionPosted,
      .disputeOpened, .disputeResolved, .committeeChanged, .administratorAppointed,
      .operatorSucceeded, .witnessesChanged, .keyRotated, .keyRevoked, .programHalted,
      .programResumed, .fundingReceived, .payoutPrepared, .payoutSigned, .payoutConfirmed,
      .payoutFailed, .payoutExpired, .saleMade, .revenueEarned, .revenueReceived,
      .transferExplained:
      true
    default: false
    }
  }
}
