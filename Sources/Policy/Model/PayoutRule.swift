public import Quantities

/// Hold and payout calendar, apart from the epochs.
public struct PayoutRule: Hashable, Sendable {
  /// Time between deadline and payout in which a statement can be disputed.
  public var hold: CalendarDuration
  /// First payout date.
  public var first: Timestamp
  /// Distance of payout dates, counted from the first.
  public var every: CalendarDuration

  /// Takes every field as it is.
  public init(
    hold: CalendarDuration,
    first: Timestamp,
    every: CalendarDuration
  ) {
    self.hold = hold
    self.first = first
    self.every = every
  }

  /// First payout date at or after a time; `nil` past the years that the calendar knows.
  public func date(atOrAfter time: Timestamp) -> Timestamp? {
    let steps = EpochCalendar.leastCount(of: every, from: first, reaching: time)
    return EpochCalendar.time(first, plus: every, times: steps)
  }
}
