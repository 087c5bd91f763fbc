public import Policy
public import Quantities

extension EpochCalendar {
  /// The dates of an epoch's statement; nil when one lies beyond the years known.
  public static func dates(
    end: Timestamp, graceSeconds: Int64, payouts: PayoutRule
  ) -> Statement.Dates? {
    guard let dates = EpochDates(end: end, graceSeconds: graceSeconds, payouts: payouts) else {
      return nil
    }
    return Statement.Dates(
      deadline: dates.deadline, holdUntil: dates.holdUntil, payable: dates.payable)
  }
}
