import Encoding
import Quantities

extension PolicyReader {
  /// Money of any currency, not below zero.
  mutating func money(_ node: PolicyNode?) -> Money? {
    switch form {
    case .canonical: canonicalMoney(node)
    case .written: node.flatMap { writtenMoney($0, text: text($0)) }
    }
  }

  private mutating func canonicalMoney(_ node: PolicyNode?) -> Money? {
    guard let object = object(node, PolicyKeys.money) else { return nil }
    let currency = choice(required(object, "currency"), Currency.self)
    let micros = number(required(object, "micros"), in: 0...Amount.limitMicros)
    guard let currency, let micros, let amount = try? Amount(micros: micros) else { return nil }
    return Money(amount, currency)
  }

  private mutating func writtenMoney(_ node: PolicyNode, text: String?) -> Money? {
    guard let text else { return nil }
    do throws(QuantityError) {
      let money = try Money(text)
      guard !money.amount.isNegative else {
        report(.negative, at: node)
        return nil
      }
      return money
    } catch {
      report(Self.moneyFault(text, error), at: node)
      return nil
    }
  }

  /// The most helpful reading of a text that is not money.
  private static func moneyFault(_ text: String, _ error: QuantityError) -> PolicyFault {
    if case .outOfBounds = error { return .outOfBounds(.money) }
    let parts = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    if case .tooFine = error {
      return .tooFine(.money, decimals: text.hasSuffix(" uakt") ? 0 : 6)
    }
    guard let number = parts.first, isDecimal(number) else { return .malformed(.money) }
    if parts.count == 1 { return .missingCurrency }
    if parts.count == 2, let name = String(parts[1]), !["USD", "AKT", "uakt"].contains(name) {
      return .unknownCurrency(String(name.prefix(16)))
    }
    return .malformed(.money)
  }

  /// Whether a text is digits with at most one point: a number that somebody forgot to qualify.
  private static func isDecimal(_ text: Substring.UTF8View) -> Bool {
    var points = 0
    for byte in text {
      if byte == UInt8(ascii: ".") {
        points += 1
      } else if byte < UInt8(ascii: "0") || byte > UInt8(ascii: "9") {
        return false
      }
    }
    return !text.isEmpty && points <= 1
  }

  /// Micro-units of the currency that the key counts in.
  mutating func amount(_ node: PolicyNode?, in currency: Currency) -> Int64? {
    guard form == .written else { return number(node, in: 0...Amount.limitMicros) }
    guard let node, let money = money(node) else { return nil }
    guard money.currency == currency else {
      report(.wrongCurrency(expected: currency, found: money.currency), at: node)
      return nil
    }
    return money.amount.micros
  }

  /// Dollars per AKT: the scaled number as a text in canonical form, `3.10 USD` as written.
  mutating func price(_ node: PolicyNode?) -> Price18? {
    guard let node, let text = text(node) else { return nil }
    if form == .canonical {
      let scaled = try? DecimalText.integer(text, scale: 0)
      guard let scaled, scaled > 0, let price = try? Price18(scaled: UInt128(scaled)) else {
        report(scaled == nil ? .malformed(.price) : .outOfBounds(.price), at: node)
        return nil
      }
      return price
    }
    guard text.hasSuffix(" USD") else {
      report(Self.isDecimal(text[...].utf8) ? .missingCurrency : .malformed(.price), at: node)
      return nil
    }
    do throws(QuantityError) {
      return try Price18(String(text.dropLast(4)))
    } catch {
      report(Self.fault(error, .price, decimals: 18), at: node)
      return nil
    }
  }
}
