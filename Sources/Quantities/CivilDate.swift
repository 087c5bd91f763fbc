/// A day of the proleptic Gregorian calendar, in UTC, from 1970-01-01 to 2200-12-31.
public struct CivilDate: Hashable, Sendable {
  /// The first year accepted.
  public static let firstYear = 1970
  /// The last year accepted.
  public static let lastYear = 2200
  /// The days since 1970-01-01 of the last day accepted.
  public static let lastDayNumber: Int64 = dayNumber(year: lastYear, month: 12, day: 31)

  /// The year, 1970…2200.
  public let year: Int
  /// The month, 1…12.
  public let month: Int
  /// The day of the month, 1…31.
  public let day: Int

  /// Throws `outOfBounds` for a day that does not exist or a year outside the bounds.
  public init(year: Int, month: Int, day: Int) throws(QuantityError) {
    guard year >= Self.firstYear, year <= Self.lastYear, month >= 1, month <= 12, day >= 1,
      day <= Self.daysInMonth(year: year, month: month)
    else { throw .outOfBounds(.date) }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that many days after 1970-01-01; throws `outOfBounds`.
  public init(dayNumber: Int64) throws(QuantityError) {
    guard dayNumber >= 0, dayNumber <= Self.lastDayNumber else { throw .outOfBounds(.date) }
    // No year has more than 366 days, so that this guess is never past the year sought, and within
    // the bounds it is at most one year short.
    var year = Self.firstYear + Int(dayNumber / 366)
    while Self.dayNumber(year: year + 1, month: 1, day: 1) <= dayNumber { year += 1 }
    var rest = Int(dayNumber - Self.dayNumber(year: year, month: 1, day: 1))
    var month = 1
    while rest >= Self.daysInMonth(year: year, month: month) {
      rest -= Self.daysInMonth(year: year, month: month)
      month += 1
    }
    try self.init(year: year, month: month, day: rest + 1)
  }

  /// Reads `2024-02-09` and nothing else.
  public init(_ text: String) throws(QuantityError) {
    try self.init(bytes: Array(text.utf8)[...], kind: .date)
  }

  init(bytes: ArraySlice<UInt8>, kind: QuantityKind) throws(QuantityError) {
    let start = bytes.startIndex
    guard bytes.count == 10, bytes[start + 4] == UInt8(ascii: "-"),
      bytes[start + 7] == UInt8(ascii: "-"),
      let year = Self.number(bytes[start..<start + 4]),
      let month = Self.number(bytes[(start + 5)..<(start + 7)]),
      let day = Self.number(bytes[(start + 8)..<(start + 10)])
    else { throw .malformed(kind) }
    do {
      try self.init(year: year, month: month, day: day)
    } catch {
      throw .outOfBounds(kind)
    }
  }

  /// Days since 1970-01-01.
  public var dayNumber: Int64 { Self.dayNumber(year: year, month: month, day: day) }

  /// Midnight at the day's start.
  public var startOfDay: Timestamp { Timestamp(dayNumber: dayNumber) }

  /// The day of the week, 1 for Monday to 7 for Sunday.
  public var weekday: Int { Int((dayNumber + 3) % 7) + 1 }

  /// The same day `months` later (or earlier), clamped to the month's last day.
  public func adding(months: Int64) throws(QuantityError) -> CivilDate {
    let (index, overflow) = (Int64(year) * 12 + Int64(month) - 1)
      .addingReportingOverflow(months)
    guard !overflow, index >= Int64(Self.firstYear) * 12, index < Int64(Self.lastYear + 1) * 12
    else { throw .outOfBounds(.date) }
    let year = Int(index / 12)
    let month = Int(index % 12) + 1
    let clamped = min(day, Self.daysInMonth(year: year, month: month))
    return try CivilDate(year: year, month: month, day: clamped)
  }

  /// The day `days` later (or earlier); throws `outOfBounds`.
  public func adding(days: Int64) throws(QuantityError) -> CivilDate {
    let (number, overflow) = dayNumber.addingReportingOverflow(days)
    guard !overflow else { throw .outOfBounds(.date) }
    return try CivilDate(dayNumber: number)
  }

  /// The text `2024-02-09`.
  public var text: String {
    String(decoding: utf8, as: UTF8.self)
  }

  var utf8: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(20)
    Self.append(year, digits: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Self.append(month, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Self.append(day, digits: 2, to: &bytes)
    return bytes
  }
}

extension CivilDate {
  /// Whether the year has a 29 February.
  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The number of days in a month 1…12.
  public static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days before each month of a year that is not leap.
  private static func daysBefore(month: Int) -> Int {
    // 30 days a month, plus one for each 31-day month passed, less two for February.
    let thirtyFirsts = month <= 8 ? month / 2 : (month + 1) / 2
    return 30 * (month - 1) + thirtyFirsts - (month > 2 ? 2 : 0)
  }

  static func dayNumber(year: Int, month: Int, day: Int) -> Int64 {
    let before = year - 1
    let leapDays = before / 4 - before / 100 + before / 400
    // 719,162 days lie between 0001-01-01 and 1970-01-01.
    let yearStart = before * 365 + leapDays - 719_162
    let leapDay = month > 2 && isLeap(year) ? 1 : 0
    return Int64(yearStart + daysBefore(month: month) + leapDay + day - 1)
  }

  static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
      guard let digit = ScaledDecimal.digitValue(byte) else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  static func append(_ value: Int, digits: Int, to bytes: inout [UInt8]) {
    var power = 1
    for _ in 1..<digits { power *= 10 }
    while power > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(value / power % 10))
      power /= 10
    }
  }
}

extension CivilDate: Comparable {
  /// Orders by time.
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CivilDate: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
