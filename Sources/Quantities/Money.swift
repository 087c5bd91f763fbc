/// An amount together with the currency that it is counted in.
public struct Money: Hashable, Sendable {
  /// The number of micro-dollars or uakt.
  public let amount: Amount
  /// What the amount is counted in.
  public let currency: Currency

  /// Joins an amount and its currency.
  public init(_ amount: Amount, _ currency: Currency) {
    self.amount = amount
    self.currency = currency
  }

  /// The sum; throws `currencyMismatch`, or `overflow` beyond the bounds.
  public func adding(_ other: Money) throws(QuantityError) -> Money {
    guard currency == other.currency else {
      throw .currencyMismatch(currency, other.currency)
    }
    return Money(try amount.adding(other.amount), currency)
  }

  /// The difference; throws `currencyMismatch`, or `overflow` beyond the bounds.
  public func subtracting(_ other: Money) throws(QuantityError) -> Money {
    guard currency == other.currency else {
      throw .currencyMismatch(currency, other.currency)
    }
    return Money(try amount.subtracting(other.amount), currency)
  }
}

extension Money {
  /// Reads `5000000.00 USD`, `1000000 uakt` or `25 AKT`, with at most six decimals of USD or AKT.
  ///
  /// One space, no separators, no plus sign, no leading zeros; `25 AKT` is 25,000,000 uakt.
  public init(_ text: String) throws(QuantityError) {
    let parts = Array(text.utf8).split(
      separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw .malformed(.money) }
    let (currency, scale) = try Self.unit(parts[1])
    let isNegative = parts[0].first == UInt8(ascii: "-")
    let magnitude: UInt128
    do {
      magnitude = try ScaledDecimal.parse(
        isNegative ? parts[0].dropFirst() : parts[0], scale: scale)
    } catch {
      throw error.quantityError(.money)
    }
    guard !(isNegative && magnitude == 0) else { throw .malformed(.money) }
    guard magnitude <= UInt128(Amount.limitMicros) else { throw .outOfBounds(.money) }
    let micros = Int64(magnitude)
    self.init(try Amount(micros: isNegative ? -micros : micros), currency)
  }

  private static func unit(
    _ name: ArraySlice<UInt8>
  ) throws(QuantityError) -> (Currency, scale: Int) {
    if name.elementsEqual("USD".utf8) { return (.usd, 6) }
    if name.elementsEqual("uakt".utf8) { return (.uakt, 0) }
    if name.elementsEqual("AKT".utf8) { return (.uakt, 6) }
    throw .malformed(.money)
  }

  /// The exact text: dollars with two to six decimals, tokens in whole uakt.
  public var text: String {
    switch currency {
    case .usd: Self.sixDecimals(amount, minimumDecimals: 2) + " USD"
    case .uakt: "\(amount.micros) uakt"
    }
  }

  /// The exact text for people: dollars as in `text`, tokens in AKT with up to six decimals.
  public var displayText: String {
    switch currency {
    case .usd: text
    case .uakt: Self.sixDecimals(amount, minimumDecimals: 0) + " AKT"
    }
  }

  private static func sixDecimals(_ amount: Amount, minimumDecimals: Int) -> String {
    (amount.isNegative ? "-" : "")
      + ScaledDecimal.text(UInt128(amount.magnitude), scale: 6, minimumDecimals: minimumDecimals)
  }
}

extension Money: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
