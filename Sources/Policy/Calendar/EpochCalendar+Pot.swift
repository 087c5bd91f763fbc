public import Quantities

extension EpochCalendar {
  /// What epoch n of an epoch pool brings by itself, in micro-units; 0 where there is no such
  /// epoch.
  ///
  ///     ⌊amount·(b(n) − S)/(E − S)⌋ − ⌊amount·(b(n−1) − S)/(E − S)⌋
  ///
  /// Over all epochs these add up to the amount exactly.
  public func potMicros(of amount: Amount, epoch number: Int) -> Int128 {
    guard number >= 1, number <= count, !amount.isNegative else { return 0 }
    return accrued(amount, until: boundary(number)) - accrued(amount, until: boundary(number - 1))
  }

  private func accrued(_ amount: Amount, until time: Timestamp) -> Int128 {
    let part = mulDivFloor(
      UInt128(amount.magnitude), UInt128(time.seconds - span.start.seconds), UInt128(span.seconds))
    // The quotient is at most the amount, and the span holds a second, since it has an epoch.
    return Int128(part ?? 0)
  }
}
