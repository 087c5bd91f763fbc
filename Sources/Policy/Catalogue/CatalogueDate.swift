public import Quantities

/// A date as precise as its source gives it: a day, a month, a quarter or a year.
///
/// It is an interval of days, so that a rule is decided only where the whole interval decides it.
public struct CatalogueDate: Hashable, Sendable {
  /// How much of the date the source gives.
  public enum Precision: String, Hashable, Sendable {
    case day, month, quarter, year
  }

  /// The first day that it can mean.
  public let earliest: CivilDate
  /// The last day that it can mean.
  public let latest: CivilDate
  /// How much of the date the source gives.
  public let precision: Precision

  /// Reads `2024-03-18`, `2020-11`, `2024-Q2` or `2023`; nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    switch bytes.count {
    case 10:
      guard let day = try? CivilDate(text) else { return nil }
      self.init(earliest: day, latest: day, precision: .day)
    case 7 where bytes[5] == UInt8(ascii: "Q"):
      guard bytes[4] == UInt8(ascii: "-"), let quarter = ASCIIText.number(bytes[6...]),
        quarter >= 1, quarter <= 4
      else { return nil }
      self.init(year: bytes[..<4], month: Int(quarter) * 3 - 2, months: 3, precision: .quarter)
    case 7:
      guard let first = try? CivilDate(text + "-01") else { return nil }
      self.init(year: bytes[..<4], month: first.month, months: 1, precision: .month)
    case 4:
      self.init(year: bytes[...], month: 1, months: 12, precision: .year)
    default:
      return nil
    }
  }

  private init(earliest: CivilDate, latest: CivilDate, precision: Precision) {
    self.earliest = earliest
    self.latest = latest
    self.precision = precision
  }

  private init?(
    year: ArraySlice<UInt8>, month: Int, months: Int, precision: Precision
  ) {
    let last = month + months - 1
    guard let year = ASCIIText.number(year).map({ Int($0) }),
      let earliest = try? CivilDate(year: year, month: month, day: 1),
      let latest = try? CivilDate(
        year: year, month: last, day: CivilDate.daysInMonth(year: year, month: last))
    else { return nil }
    self.init(earliest: earliest, latest: latest, precision: precision)
  }

  /// Whether the date is on or after the day, or nil where its precision does not decide it.
  public func isOnOrAfter(_ day: CivilDate) -> Bool? {
    if earliest >= day { return true }
    return latest < day ? false : nil
  }

  /// Whether the two can mean the same day.
  public func overlaps(_ other: CatalogueDate) -> Bool {
    earliest <= other.latest && other.earliest <= latest
  }

  /// The text in the precision that the source gives.
  public var text: String {
    let day = earliest.text
    switch precision {
    case .day: return day
    case .month: return ASCIIText.string(day.utf8.prefix(7))
    case .quarter: return "\(earliest.year)-Q\((earliest.month + 2) / 3)"
    case .year: return "\(earliest.year)"
    }
  }
}

extension CatalogueDate: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
