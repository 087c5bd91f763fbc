import Encoding
public import Quantities

/// Figures as people read them: grouped thousands, percentages, dates.
public enum FigureText {
  /// `3,511,270.80 USD`, `25 AKT`; dollars with at least two decimals, none beyond the sixth.
  public static func money(_ micros: Int128, _ currency: Currency) -> String {
    switch currency {
    case .usd: grouped(DecimalText.text(micros, scale: 6, minimumDecimals: 2)) + " USD"
    case .uakt: grouped(DecimalText.text(micros, scale: 6)) + " AKT"
    }
  }

  /// `40 %`, `0.25 %`.
  public static func ratio(_ ppm: Int128) -> String {
    grouped(DecimalText.text(ppm, scale: 4)) + " %"
  }

  /// `0.28 %`: rounded to a hundredth.
  public static func share(_ ppm: Int128) -> String {
    DecimalText.text((ppm + 50) / 100, scale: 2, minimumDecimals: 2) + " %"
  }

  /// An amount rounded to so many decimals, without its unit.
  public static func rounded(_ micros: Int128, decimals: Int) -> String {
    precondition(decimals >= 0 && decimals <= 6, "Amounts have up to six decimals.")
    var power: Int128 = 1
    for _ in decimals..<6 { power *= 10 }
    let whole = (micros + power / 2) / power
    return grouped(DecimalText.text(whole, scale: decimals, minimumDecimals: decimals))
  }

  /// `1,000`.
  public static func count(_ number: Int128) -> String { grouped(String(number)) }

  /// `2024-02-09`, with the time of day where it is not midnight.
  public static func time(_ time: Timestamp) -> String {
    time.secondOfDay == 0 ? time.date.text : time.text
  }

  /// Puts commas between groups of three digits before the point.
  private static func grouped(_ text: String) -> String {
    var result: [UInt8] = []
    let digits = Array(text.utf8)
    let start = digits.first == UInt8(ascii: "-") ? 1 : 0
    let point = digits.firstIndex(of: UInt8(ascii: ".")) ?? digits.count
    for (index, digit) in digits.enumerated() {
      if index > start, index < point, (point - index) % 3 == 0 {
        result.append(UInt8(ascii: ","))
      }
      result.append(digit)
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension FigureValue {
  /// The figure as people read it; rows have no single text.
  public var text: String {
    switch self {
    case .money(let micros, let currency): FigureText.money(micros, currency)
    case .ratio(let ppm): FigureText.ratio(ppm)
    case .share(let ppm): FigureText.share(ppm)
    case .count(let number): FigureText.count(number)
    case .text(let text): text
    case .time(let time): FigureText.time(time)
    case .rows(let rows): "\(rows.count)"
    }
  }
}
