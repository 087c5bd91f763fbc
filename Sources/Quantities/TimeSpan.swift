/// A half-open stretch of time: the start belongs to it, the end does not (DESIGN law 13).
public struct TimeSpan: Hashable, Sendable {
  /// The first second.
  public let start: Timestamp
  /// The first second after it.
  public let end: Timestamp

  /// Accepts start ≤ end; throws `endsBeforeStart`.
  public init(start: Timestamp, end: Timestamp) throws(QuantityError) {
    guard start <= end else { throw .endsBeforeStart }
    self.start = start
    self.end = end
  }

  private init(orderedStart: Timestamp, end: Timestamp) {
    start = orderedStart
    self.end = end
  }

  /// The length in seconds.
  public var seconds: Int64 { end.seconds - start.seconds }

  /// Whether no second lies in it.
  public var isEmpty: Bool { start == end }

  /// Whether the second lies in it.
  public func contains(_ time: Timestamp) -> Bool { start <= time && time < end }

  /// Whether every second of the other lies in it, bounds included for an empty one.
  public func contains(_ other: TimeSpan) -> Bool { start <= other.start && other.end <= end }

  /// Whether they have a second in common.
  public func overlaps(_ other: TimeSpan) -> Bool { intersection(other) != nil }

  /// The seconds in common, or nil if there are none.
  public func intersection(_ other: TimeSpan) -> TimeSpan? {
    let start = max(start, other.start)
    let end = min(end, other.end)
    return start < end ? TimeSpan(orderedStart: start, end: end) : nil
  }

  /// The number of seconds in common.
  public func overlapSeconds(_ other: TimeSpan) -> Int64 {
    intersection(other)?.seconds ?? 0
  }
}

extension TimeSpan: Comparable {
  /// Orders by start, then by end.
  public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
    (left.start, left.end) < (right.start, right.end)
  }
}

extension TimeSpan: CustomStringConvertible {
  /// Both ends with a slash between them, as ISO 8601 writes intervals.
  public var description: String { "\(start.text)/\(end.text)" }
}
