/// An unsigned 256-bit whole number: what a product of two 128-bit numbers needs.
public struct UInt256: Hashable, Sendable {
  /// The upper 128 bits.
  public let high: UInt128
  /// The lower 128 bits.
  public let low: UInt128

  /// Zero.
  public static let zero = UInt256(high: 0, low: 0)
  /// 2^256 − 1.
  public static let max = UInt256(high: .max, low: .max)

  /// Joins two halves.
  public init(high: UInt128, low: UInt128) {
    self.high = high
    self.low = low
  }

  /// Widens a 128-bit number.
  public init(_ value: UInt128) {
    self.init(high: 0, low: value)
  }

  /// The product a · b, which always fits.
  public init(product a: UInt128, _ b: UInt128) {
    let (high, low) = a.multipliedFullWidth(by: b)
    self.init(high: high, low: low)
  }

  /// The sum, or nil beyond 256 bits.
  public func adding(_ other: UInt256) -> UInt256? {
    let (low, carry) = self.low.addingReportingOverflow(other.low)
    let (partial, overflow) = self.high.addingReportingOverflow(other.high)
    let (high, overflowOfCarry) = partial.addingReportingOverflow(carry ? 1 : 0)
    return overflow || overflowOfCarry ? nil : UInt256(high: high, low: low)
  }

  /// The difference, or nil if the other is greater.
  public func subtracting(_ other: UInt256) -> UInt256? {
    guard other <= self else { return nil }
    let (low, borrow) = self.low.subtractingReportingOverflow(other.low)
    return UInt256(high: self.high - other.high - (borrow ? 1 : 0), low: low)
  }

  /// The product with a 128-bit number, or nil beyond 256 bits.
  public func multiplied(by factor: UInt128) -> UInt256? {
    let lower = UInt256(product: low, factor)
    let upper = high.multipliedFullWidth(by: factor)
    guard upper.high == 0 else { return nil }
    return lower.adding(UInt256(high: upper.low, low: 0))
  }

  /// Quotient and remainder by a 128-bit divisor, or nil for divisor zero.
  public func divided(by divisor: UInt128) -> (quotient: UInt256, remainder: UInt128)? {
    guard divisor != 0 else { return nil }
    // Schoolbook division in base 2^128: the first remainder is below the divisor, so that the
    // second step's quotient fits 128 bits.
    let first = high.quotientAndRemainder(dividingBy: divisor)
    let second = divisor.dividingFullWidth((first.remainder, low))
    return (UInt256(high: first.quotient, low: second.quotient), second.remainder)
  }

  /// The value as 128 bits, or nil if it does not fit.
  public var narrowed: UInt128? { high == 0 ? low : nil }
}

extension UInt256: Comparable {
  /// Orders by value.
  public static func < (left: UInt256, right: UInt256) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }
}

extension UInt256: CustomStringConvertible {
  /// The value in decimal digits.
  public var description: String {
    let chunk: UInt128 = 1_000_000_000_000_000_000
    var parts: [String] = []
    var rest = self
    while rest.high != 0, let step = rest.divided(by: chunk) {
      let digits = String(step.remainder)
      parts.append(String(repeating: "0", count: 18 - digits.utf8.count) + digits)
      rest = step.quotient
    }
    parts.append(String(rest.low))
    return parts.reversed().joined()
  }
}
