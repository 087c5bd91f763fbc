public import Quantities

extension EpochCalendar {
  /// Whether an epoch begins at that second: it is b(k) for some k from 0 to count − 1.
  public func isStart(_ time: Timestamp) -> Bool {
    guard let number = epoch(containing: time) else { return false }
    return boundary(number - 1) == time
  }

  /// Whether an epoch begins or ends at that second: it is b(k) for some k from 0 to count.
  public func isBoundary(_ time: Timestamp) -> Bool {
    isStart(time) || (count > 0 && time == span.end)
  }

  /// The epoch that a second divides, b(n − 1) < time < b(n); nil at boundaries and outside the
  /// span.
  public func epoch(dividedBy time: Timestamp) -> TimeSpan? {
    guard let number = epoch(containing: time), boundary(number - 1) < time else { return nil }
    return epoch(number)
  }

  /// The earliest beginning of an epoch after that second; nil from the last one's on.
  public func firstStart(after time: Timestamp) -> Timestamp? {
    guard time >= span.start else { return count > 0 ? span.start : nil }
    return firstEnd(after: time).flatMap { $0 < span.end ? $0 : nil }
  }

  /// The earliest end of an epoch after that second; nil from the span's end on.
  public func firstEnd(after time: Timestamp) -> Timestamp? {
    epoch(containing: max(time, span.start)).map { boundary($0) }
  }
}
