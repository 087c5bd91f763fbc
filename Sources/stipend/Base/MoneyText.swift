import Quantities

/// Amounts as people read them: with the currency, thousands apart.
enum MoneyText {
  /// `6,250.00 USD`; dollars to the cent unless they are finer, AKT to six decimals.
  static func text(_ micros: Int64, _ currency: Currency) -> String {
    let sign = micros < 0 ? "−" : ""
    let magnitude = micros.magnitude
    let whole = grouped(magnitude / 1_000_000)
    var decimals = String(magnitude % 1_000_000)
    decimals = String(repeating: "0", count: 6 - decimals.count) + decimals
    if currency == .usd, decimals.hasSuffix("0000") { decimals = String(decimals.prefix(2)) }
    return "\(sign)\(whole).\(decimals) \(currency == .usd ? "USD" : "AKT")"
  }

  /// The same with a sign in front of what is gained, too.
  static func signed(_ micros: Int64, _ currency: Currency) -> String {
    (micros > 0 ? "+" : "") + text(micros, currency)
  }

  /// Rounded down to whole cents, for tables.
  static func cents(_ micros: Int64, _ currency: Currency) -> String {
    text(micros - micros % 10_000, currency)
  }

  /// `1,234,567`.
  static func grouped(_ number: UInt64) -> String {
    var digits = Array(String(number))
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: position)
      position -= 3
    }
    return String(digits)
  }
}
