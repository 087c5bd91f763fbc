public import Encoding
import Policy
public import Quantities
import Rewards

/// `dispute.opened/1`: an amount of a statement is disputed, and held until that is decided.
public struct DisputeOpened: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.disputeOpened
  /// The dispute's id.
  public var dispute: Label
  /// The pool.
  public var pool: Label
  /// The epoch's number, from 1.
  public var epoch: Int
  /// Whose amount is disputed.
  public var provider: Address
  /// How much of it, in micro-units of the pool's currency.
  public var amount: Amount
  /// The blob that says why.
  public var why: Digest

  /// Takes every field as it is.
  public init(
    dispute: Label, pool: Label, epoch: Int, provider: Address, amount: Amount, why: Digest
  ) {
    self.dispute = dispute
    self.pool = pool
    self.epoch = epoch
    self.provider = provider
    self.amount = amount
    self.why = why
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    dispute = try fields.required("dispute").label()
    pool = try fields.required("pool").label()
    epoch = try fields.required("epoch").epochNumber()
    provider = try fields.required("provider").address()
    amount = try fields.required("micros").amount()
    why = try fields.required("why").digest()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("dispute", dispute)
    writer.field("pool", pool)
    writer.field("epoch", epoch)
    writer.field("provider", provider)
    writer.field("micros", amount)
    writer.field("why", why)
  }
}

extension DisputeOpened {
  /// The provider.
  public var addresses: [Address] { [provider] }

  /// The reason.
  public var neededBlobs: [Digest] { [why] }

  /// The provider, whom it has paid, or the administrator.
  public func authority(in state: ProgramState) -> Authority { .party(provider) }

  /// Refuses ids taken, epochs without statement, amounts beyond it, and a dispute too late.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    let place = try state.requireEpoch(epoch, of: pool)
    try state.requireStatement(pool, epoch, version: 1)
    if let earlier = state.disputes.dispute(dispute) {
      throw .idTaken(dispute, line: earlier.line)
    }
    let policy = place.rules.policy
    let dates = EpochDates(
      end: place.span.end, graceSeconds: policy.observation.graceSeconds, payouts: policy.payouts)
    if let dates, frame.admittedAt >= dates.holdUntil {
      throw .disputeTooLate(holdUntil: dates.holdUntil)
    }
    let earned =
      state.epochs.latestStatement(pool: pool, epoch: epoch)?.body.figures.pot.earnedMicros ?? 0
    guard amount.micros >= 1, amount.micros <= earned else {
      throw .disputeAmount(micros: amount.micros, most: max(0, earned))
    }
  }

  /// Opens it.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.disputes.add(self, line: frame.line)
  }
}
