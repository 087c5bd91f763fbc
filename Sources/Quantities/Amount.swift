/// A whole number of micro-units (micro-dollars or uakt), |amount| ≤ 10^18 (DESIGN law 11).
public struct Amount: Hashable, Sendable {
  /// The largest magnitude that decoding and arithmetic accept.
  public static let limitMicros: Int64 = 1_000_000_000_000_000_000
  /// Nothing.
  public static let zero = Amount(uncheckedMicros: 0)

  /// The number of micro-units.
  public let micros: Int64

  private init(uncheckedMicros: Int64) {
    micros = uncheckedMicros
  }

  /// Accepts |micros| ≤ 10^18; throws `outOfBounds`.
  public init(micros: Int64) throws(QuantityError) {
    guard micros.magnitude <= Self.limitMicros.magnitude else {
      throw .outOfBounds(.amount)
    }
    self.micros = micros
  }

  /// Accepts 0…10^18 from an unsigned 128-bit result; throws `outOfBounds`.
  public init(micros: UInt128) throws(QuantityError) {
    guard micros <= UInt128(Self.limitMicros) else { throw .outOfBounds(.amount) }
    self.micros = Int64(micros)
  }

  /// Whether the amount is below zero.
  public var isNegative: Bool { micros < 0 }

  /// Whether the amount is nothing.
  public var isZero: Bool { micros == 0 }

  /// The amount's distance from zero, in micro-units.
  public var magnitude: UInt64 { micros.magnitude }

  /// The amount with its sign turned; the bounds are symmetric, so it always exists.
  public var negated: Amount { Amount(uncheckedMicros: -micros) }

  /// The sum; throws `overflow` beyond the bounds.
  public func adding(_ other: Amount) throws(QuantityError) -> Amount {
    // Two amounts within ±10^18 cannot overflow Int64, so that only the bound needs checking.
    let sum = micros + other.micros
    guard sum.magnitude <= Self.limitMicros.magnitude else { throw .overflow(.amount) }
    return Amount(uncheckedMicros: sum)
  }

  /// The difference; throws `overflow` beyond the bounds.
  public func subtracting(_ other: Amount) throws(QuantityError) -> Amount {
    try adding(other.negated)
  }

  /// The sum, or nil beyond the bounds.
  public func addingIfInBounds(_ other: Amount) -> Amount? {
    let sum = micros + other.micros
    return sum.magnitude <= Self.limitMicros.magnitude ? Amount(uncheckedMicros: sum) : nil
  }

  /// The amount taken `count` times; throws `overflow` beyond the bounds.
  public func multiplied(by count: Int64) throws(QuantityError) -> Amount {
    let (product, overflow) = micros.multipliedReportingOverflow(by: count)
    guard !overflow, product.magnitude <= Self.limitMicros.magnitude else {
      throw .overflow(.amount)
    }
    return Amount(uncheckedMicros: product)
  }

  /// The sum of a sequence; intermediate sums may leave the bounds, the result may not.
  public static func sum(of amounts: some Sequence<Amount>) throws(QuantityError) -> Amount {
    var total: Int128 = 0
    for amount in amounts { total += Int128(amount.micros) }
    guard total.magnitude <= UInt128(limitMicros) else { throw .overflow(.amount) }
    return Amount(uncheckedMicros: Int64(total))
  }
}

extension Amount: Comparable {
  /// Orders by value.
  public static func < (left: Amount, right: Amount) -> Bool { left.micros < right.micros }
}

extension Amount: CustomStringConvertible {
  /// The number of micro-units in decimal digits.
  public var description: String { String(micros) }
}
