/// ⌊a · b / c⌋ with a 256-bit intermediate; nil if c is zero or the quotient passes 128 bits.
public func mulDivFloor(_ a: UInt128, _ b: UInt128, _ c: UInt128) -> UInt128? {
  let product = a.multipliedFullWidth(by: b)
  // The quotient fits 128 bits exactly if the high half is below the divisor; this refuses 0 too.
  guard product.high < c else { return nil }
  return c.dividingFullWidth((product.high, product.low)).quotient
}

/// How a · b stands to c · d, exactly: true if less.
public func productIsLess(_ a: UInt128, _ b: UInt128, than c: UInt128, _ d: UInt128) -> Bool {
  compareProducts(a, b, c, d) == .less
}

/// Compares a · b with c · d exactly, by 256-bit products.
public func compareProducts(
  _ a: UInt128, _ b: UInt128, _ c: UInt128, _ d: UInt128
) -> ExactOrder {
  let left = UInt256(product: a, b)
  let right = UInt256(product: c, d)
  if left == right { return .equal }
  return left < right ? .less : .greater
}
