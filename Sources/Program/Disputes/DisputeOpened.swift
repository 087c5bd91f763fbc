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

  /// Refuses epochs without statement, who has no claim, ids taken, a dispute too late, and amounts
  /// beyond the statement.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    let place = try state.requireEpoch(epoch, of: pool)
    try state.requireStatement(pool, epoch, version: 1)
    guard let published = state.epochs.latestStatement(pool: pool, epoch: epoch) else {
      throw .epochUnstated(pool: pool, epoch: epoch, version: 1)
    }
    guard state.hasClaim(provider, in: pool, before: place.span.end) else {
      throw .claimUnknown(provider, pool: pool)
    }
    if let earlier = state.disputes.dispute(dispute) {
      throw .idTaken(dispute, line: earlier.line)
    }
    let holdUntil = Self.holdUntil(place, published)
    if let holdUntil, frame.admittedAt >= holdUntil { throw .disputeTooLate(holdUntil: holdUntil) }
    // An open dispute holds its amount; one party cannot hold more than the epoch earned.
    let held = state.disputes.heldMicros(pool: pool, epoch: epoch, provider: provider)
    let most = max(0, published.body.figures.pot.earnedMicros - held)
    guard amount.micros >= 1, amount.micros <= most else {
      throw .disputeAmount(micros: amount.micros, most: most)
    }
  }

  /// Until when the newest statement can be disputed; nil beyond the years known.
  ///
  ///     max(end + grace, when its line was admitted) + hold
  ///
  /// An administrator who publishes late, or anew, does not shorten the days to answer.
  private static func holdUntil(_ place: EpochPlace, _ published: EpochBook.Published) -> Timestamp?
  {
    let policy = place.rules.policy
    let dates = EpochDates(
      end: place.span.end, graceSeconds: policy.observation.graceSeconds, payouts: policy.payouts)
    guard let dates, let afterLine = try? published.admittedAt.adding(policy.payouts.hold) else {
      return nil
    }
    return max(dates.holdUntil, afterLine)
  }

  /// Opens it.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.disputes.add(self, line: frame.line)
  }
}
