import Quantities

extension UInt128 {
  /// The product, or the rejection of a number that leaves 128 bits.
  func times(
    _ factor: UInt128, _ quantity: CloseRejection.Quantity
  ) throws(CloseRejection) -> UInt128 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    guard !overflow else { throw .overflow(quantity) }
    return product
  }

  /// The sum, or the rejection of a number that leaves 128 bits.
  func plus(
    _ other: UInt128, _ quantity: CloseRejection.Quantity
  ) throws(CloseRejection) -> UInt128 {
    let (sum, overflow) = addingReportingOverflow(other)
    guard !overflow else { throw .overflow(quantity) }
    return sum
  }

  /// The number as an amount, or the rejection of one beyond 10^18.
  func amountMicros() throws(CloseRejection) -> Int64 {
    guard self <= UInt128(Amount.limitMicros) else { throw .overflow(.amount) }
    return Int64(self)
  }
}

extension Int64 {
  /// The sum of two amounts, or the rejection of one beyond ±10^18.
  func plusMicros(_ other: Int64) throws(CloseRejection) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    guard !overflow, sum.magnitude <= Amount.limitMicros.magnitude else {
      throw .overflow(.amount)
    }
    return sum
  }
}

extension Int128 {
  /// The number as an amount, or the rejection of one beyond ±10^18.
  func amountMicros() throws(CloseRejection) -> Int64 {
    guard magnitude <= UInt128(Amount.limitMicros) else { throw .overflow(.amount) }
    return Int64(self)
  }
}
