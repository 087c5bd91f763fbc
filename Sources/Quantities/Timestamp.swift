/// UTC seconds since 1970, without leap seconds, from 1970 to the end of 2200 (DESIGN law 13).
public struct Timestamp: Hashable, Sendable {
  /// The seconds of a day.
  public static let secondsPerDay: Int64 = 86_400
  /// The last second accepted, 2200-12-31T23:59:59Z.
  public static let limitSeconds: Int64 = (CivilDate.lastDayNumber + 1) * secondsPerDay - 1
  /// 1970-01-01T00:00:00Z.
  public static let earliest = Timestamp(dayNumber: 0)
  /// 2200-12-31T23:59:59Z.
  public static let latest = Timestamp(uncheckedSeconds: limitSeconds)

  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64

  private init(uncheckedSeconds: Int64) {
    seconds = uncheckedSeconds
  }

  init(dayNumber: Int64) {
    seconds = dayNumber * Self.secondsPerDay
  }

  /// Throws `outOfBounds` outside the years 1970…2200.
  public init(seconds: Int64) throws(QuantityError) {
    guard seconds >= 0, seconds <= Self.limitSeconds else { throw .outOfBounds(.timestamp) }
    self.seconds = seconds
  }

  /// Reads `2024-02-09T00:00:00Z`, or the date `2024-02-09` as its midnight.
  public init(_ text: String) throws(QuantityError) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10 || bytes.count == 20 else { throw .malformed(.timestamp) }
    let date = try CivilDate(bytes: bytes[..<10], kind: .timestamp)
    guard bytes.count == 20 else {
      self = date.startOfDay
      return
    }
    guard bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z"),
      let hour = CivilDate.number(bytes[11..<13]), let minute = CivilDate.number(bytes[14..<16]),
      let second = CivilDate.number(bytes[17..<19])
    else { throw .malformed(.timestamp) }
    guard hour < 24, minute < 60, second < 60 else { throw .outOfBounds(.timestamp) }
    let time = Int64(hour * 3600 + minute * 60 + second)
    self.init(uncheckedSeconds: date.startOfDay.seconds + time)
  }

  /// The UTC day that the second lies in.
  public var date: CivilDate {
    do {
      return try CivilDate(dayNumber: seconds / Self.secondsPerDay)
    } catch {
      preconditionFailure("A timestamp within its bounds lies in a day within the bounds.")
    }
  }

  /// Seconds since the day's midnight.
  public var secondOfDay: Int64 { seconds % Self.secondsPerDay }

  /// The time `seconds` later (or earlier); throws `outOfBounds`.
  public func adding(seconds: Int64) throws(QuantityError) -> Timestamp {
    let (sum, overflow) = self.seconds.addingReportingOverflow(seconds)
    guard !overflow else { throw .outOfBounds(.timestamp) }
    return try Timestamp(seconds: sum)
  }

  /// Adds months first (the day clamped to the month's last), then days, then seconds.
  public func adding(_ duration: CalendarDuration) throws(QuantityError) -> Timestamp {
    let day: CivilDate
    do {
      day = try date.adding(months: duration.months).adding(days: duration.days)
    } catch {
      throw .outOfBounds(.timestamp)
    }
    return try Timestamp(seconds: day.startOfDay.seconds + secondOfDay)
      .adding(seconds: duration.seconds)
  }

  /// Seconds from another time to this one; negative if the other is later.
  public func seconds(since other: Timestamp) -> Int64 { seconds - other.seconds }

  /// The text `2024-02-09T00:00:00Z`.
  public var text: String {
    var bytes = date.utf8
    let second = Int(secondOfDay)
    bytes.append(UInt8(ascii: "T"))
    CivilDate.append(second / 3600, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    CivilDate.append(second / 60 % 60, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    CivilDate.append(second % 60, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Timestamp: Comparable {
  /// Orders by time.
  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }
}

extension Timestamp: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
