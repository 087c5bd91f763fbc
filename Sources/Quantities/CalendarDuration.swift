/// A duration in calendar months, days and seconds, written as ISO 8601 such as `P1M` or `PT6H`.
///
/// Months and days are kept apart from seconds because a month has no fixed length.
public struct CalendarDuration: Hashable, Sendable {
  /// The most months accepted: 231 years, the span of all timestamps.
  public static let limitMonths: Int64 = 2_772
  /// The most days accepted.
  public static let limitDays: Int64 = 84_371
  /// The most seconds accepted.
  public static let limitSeconds: Int64 = 7_289_654_400

  /// Calendar months.
  public let months: Int64
  /// Days.
  public let days: Int64
  /// Seconds.
  public let seconds: Int64

  /// Accepts non-negative parts within the limits, not all zero; throws `outOfBounds`.
  public init(
    months: Int64 = 0, days: Int64 = 0, seconds: Int64 = 0
  ) throws(QuantityError) {
    guard months >= 0, months <= Self.limitMonths, days >= 0, days <= Self.limitDays,
      seconds >= 0, seconds <= Self.limitSeconds, months != 0 || days != 0 || seconds != 0
    else { throw .outOfBounds(.duration) }
    self.months = months
    self.days = days
    self.seconds = seconds
  }

  /// Reads `P1Y`, `P3M`, `P1W`, `P7D`, `PT6H`, `PT5M`, `PT30S` and combinations in that order.
  public init(_ text: String) throws(QuantityError) {
    var reader = DurationReader(bytes: Array(text.utf8))
    var months: Int64 = 0
    var days: Int64 = 0
    var seconds: Int64 = 0
    for part in try reader.parts() {
      switch part.unit {
      case .year: months += part.count * 12
      case .month: months += part.count
      case .week: days += part.count * 7
      case .day: days += part.count
      case .hour: seconds += part.count * 3600
      case .minute: seconds += part.count * 60
      case .second: seconds += part.count
      }
    }
    try self.init(months: months, days: days, seconds: seconds)
  }

  /// The duration taken `count` times from one anchor, so that clamped days do not drift.
  public func multiplied(by count: Int64) throws(QuantityError) -> CalendarDuration {
    let (months, monthsOver) = months.multipliedReportingOverflow(by: count)
    let (days, daysOver) = days.multipliedReportingOverflow(by: count)
    let (seconds, secondsOver) = seconds.multipliedReportingOverflow(by: count)
    guard !monthsOver, !daysOver, !secondsOver else { throw .outOfBounds(.duration) }
    return try CalendarDuration(months: months, days: days, seconds: seconds)
  }

  /// The length in seconds where no month is involved, else nil.
  public var fixedSeconds: Int64? {
    months == 0 ? days * Timestamp.secondsPerDay + seconds : nil
  }

  /// The canonical text: years and months, days, then hours, minutes and seconds.
  public var text: String {
    var text = "P"
    if months / 12 > 0 { text += "\(months / 12)Y" }
    if months % 12 > 0 { text += "\(months % 12)M" }
    if days > 0 { text += "\(days)D" }
    guard seconds > 0 else { return text }
    text += "T"
    if seconds / 3600 > 0 { text += "\(seconds / 3600)H" }
    if seconds / 60 % 60 > 0 { text += "\(seconds / 60 % 60)M" }
    if seconds % 60 > 0 { text += "\(seconds % 60)S" }
    return text
  }
}

extension CalendarDuration: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
