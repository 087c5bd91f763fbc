public import Quantities

/// The dates that follow from an epoch's end.
public struct EpochDates: Hashable, Sendable {
  /// Evidence is taken until then: the end and the grace.
  public let deadline: Timestamp
  /// The statement can be disputed until then: the deadline and the hold.
  public let holdUntil: Timestamp
  /// The first payout date at or after that.
  public let payable: Timestamp

  /// The dates of an epoch; nil when one lies beyond the years known.
  ///
  ///     deadline = end + grace,   holdUntil = deadline + hold,
  ///     payable = first + k·every, the least such date at or after holdUntil
  public init?(end: Timestamp, graceSeconds: Int64, payouts: PayoutRule) {
    guard let deadline = try? end.adding(seconds: graceSeconds),
      let holdUntil = try? deadline.adding(payouts.hold),
      let payable = payouts.date(atOrAfter: holdUntil)
    else { return nil }
    self.deadline = deadline
    self.holdUntil = holdUntil
    self.payable = payable
  }
}
