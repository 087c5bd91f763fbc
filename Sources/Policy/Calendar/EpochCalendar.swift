public import Quantities

/// The epochs of a pool: their boundaries, and the dates that follow from them.
///
/// With span [S, E) and epoch length L, k·L added to S at once, so that clamped days do not drift:
///
///     b(k) = min(E, S + k·L),   epoch n = [b(n − 1), b(n)),   n = 1 … least K with S + K·L ≥ E
public struct EpochCalendar: Hashable, Sendable {
  /// The pool's span.
  public let span: TimeSpan
  /// The length of an epoch.
  public let length: CalendarDuration
  /// The number of epochs; 0 for an empty span.
  public let count: Int

  /// Finds the number of epochs of a span.
  public init(span: TimeSpan, length: CalendarDuration) {
    self.span = span
    self.length = length
    count = Self.leastCount(of: length, from: span.start, reaching: span.end)
  }

  /// The calendar of a pool.
  public init(_ pool: PoolPolicy) {
    self.init(span: pool.span, length: pool.epoch)
  }

  /// b(k), k from 0.
  public func boundary(_ index: Int) -> Timestamp {
    precondition(index >= 0, "Boundaries are numbered from 0.")
    guard index < count else { return span.end }
    // Below `count` the boundary lies before the end, and so within the years known.
    return Self.time(span.start, plus: length, times: index) ?? span.end
  }

  /// Epoch n, or nil if there is none of that number.
  public func epoch(_ number: Int) -> TimeSpan? {
    guard number >= 1, number <= count else { return nil }
    return try? TimeSpan(start: boundary(number - 1), end: boundary(number))
  }

  /// The number of the epoch that holds a second, or nil outside the span.
  public func epoch(containing time: Timestamp) -> Int? {
    guard span.contains(time) else { return nil }
    var low = 1
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if boundary(middle) > time { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The least k ≥ 0 with start + k·length ≥ goal; times past the years known are past any goal.
  static func leastCount(
    of length: CalendarDuration, from start: Timestamp, reaching goal: Timestamp
  ) -> Int {
    var low = 0
    // A duration is at least one second, so that this many reach any goal.
    var high = max(0, Int(goal.seconds - start.seconds))
    while low < high {
      let middle = low + (high - low) / 2
      if let time = time(start, plus: length, times: middle), time < goal {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  static func time(
    _ start: Timestamp, plus length: CalendarDuration, times count: Int
  ) -> Timestamp? {
    guard count > 0 else { return start }
    guard let step = try? length.multiplied(by: Int64(count)) else { return nil }
    return try? start.adding(step)
  }
}
