/// USD per AKT × 10^18, the oracle's precision, in 1…10^24 (DESIGN law 11).
///
/// Micro-dollars per uakt is the same number, because both units are millionths.
public struct Price18: Hashable, Sendable {
  /// 10^18: one dollar per token.
  public static let scale: UInt128 = 1_000_000_000_000_000_000
  /// The highest price accepted: 1,000,000 USD per AKT.
  public static let limitScaled: UInt128 = 1_000_000_000_000_000_000_000_000

  /// The price times 10^18.
  public let scaled: UInt128

  /// Accepts 1…10^24; throws `outOfBounds`.
  public init(scaled: UInt128) throws(QuantityError) {
    guard scaled > 0, scaled <= Self.limitScaled else { throw .outOfBounds(.price) }
    self.scaled = scaled
  }

  /// Reads dollars per token such as `1.69`, with at most 18 decimals.
  public init(_ text: String) throws(QuantityError) {
    let scaled: UInt128
    do {
      scaled = try ScaledDecimal.parse(text.utf8, scale: 18)
    } catch {
      throw error.quantityError(.price)
    }
    try self.init(scaled: scaled)
  }

  /// Dollars per token, exact, with two to 18 decimals.
  public var text: String { ScaledDecimal.text(scaled, scale: 18, minimumDecimals: 2) }

  /// ⌊µUSD · 10^18 / P18⌋ uakt; throws `negative`, or `overflow` beyond an amount's bounds.
  public func uakt(forMicroDollars dollars: Amount) throws(QuantityError) -> Amount {
    try convert(dollars, times: Self.scale, over: scaled)
  }

  /// ⌊uakt · P18 / 10^18⌋ micro-dollars; throws `negative`, or `overflow` beyond the bounds.
  public func microDollars(forUakt uakt: Amount) throws(QuantityError) -> Amount {
    try convert(uakt, times: scaled, over: Self.scale)
  }

  private func convert(
    _ amount: Amount, times factor: UInt128, over divisor: UInt128
  ) throws(QuantityError) -> Amount {
    guard !amount.isNegative else { throw .negative(.amount) }
    guard let result = mulDivFloor(UInt128(amount.magnitude), factor, divisor),
      result <= UInt128(Amount.limitMicros)
    else { throw .overflow(.amount) }
    return try Amount(micros: result)
  }
}

extension Price18: Comparable {
  /// Orders by value.
  public static func < (left: Price18, right: Price18) -> Bool { left.scaled < right.scaled }
}

extension Price18: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
