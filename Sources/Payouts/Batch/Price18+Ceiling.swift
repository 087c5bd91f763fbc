public import Quantities

extension Price18 {
  /// ⌈uakt · P18 / 10^18⌉ micro-dollars; nil out of bounds or negative.
  public func microDollarsCeiling(forUakt uakt: Int64) -> Int64? {
    guard uakt >= 0 else { return nil }
    return Self.ceiling(UInt128(uakt.magnitude), scaled, Self.scale)
  }

  /// ⌈µUSD · 10^18 / P18⌉ uakt; nil out of bounds or negative.
  public func uaktCeiling(forMicroDollars dollars: Int64) -> Int64? {
    guard dollars >= 0 else { return nil }
    return Self.ceiling(UInt128(dollars.magnitude), Self.scale, scaled)
  }

  private static func ceiling(_ amount: UInt128, _ factor: UInt128, _ divisor: UInt128) -> Int64? {
    guard let floor = mulDivFloor(amount, factor, divisor), floor < UInt128(Amount.limitMicros)
    else { return nil }
    let isExact = compareProducts(amount, factor, floor, divisor) == .equal
    return Int64(isExact ? floor : floor + 1)
  }
}
