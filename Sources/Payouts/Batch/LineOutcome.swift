public import Quantities

/// What becomes of one line, to the last unit (laws 1 and 7).
///
///     accrued − paid − inBatch = output + Σ unpaid − owing
public struct LineOutcome: Hashable, Sendable {
  /// Whose line.
  public let key: DueLine.Key
  /// Earned since the first epoch.
  public let accruedMicros: Int64
  /// Paid before.
  public let paidMicros: Int64
  /// In the undecided batch.
  public let inBatchMicros: Int64
  /// Settled by this batch, in the line's currency.
  public let outputMicros: Int64
  /// What is not paid, by reason; none is 0.
  public let unpaid: SortedMap<UnpaidReason, Int64>
  /// What the line was paid too much.
  public let owingMicros: Int64

  /// Takes every field as it is.
  public init(
    key: DueLine.Key, accruedMicros: Int64, paidMicros: Int64, inBatchMicros: Int64,
    outputMicros: Int64, unpaid: SortedMap<UnpaidReason, Int64>, owingMicros: Int64
  ) {
    self.key = key
    self.accruedMicros = accruedMicros
    self.paidMicros = paidMicros
    self.inBatchMicros = inBatchMicros
    self.outputMicros = outputMicros
    self.unpaid = unpaid
    self.owingMicros = owingMicros
  }

  /// Whether every unit is accounted for.
  public var isConserved: Bool {
    let reasons = unpaid.values.reduce(Int128(0)) { $0 + Int128($1) }
    return Int128(accruedMicros) - Int128(paidMicros) - Int128(inBatchMicros)
      == Int128(outputMicros) + reasons - Int128(owingMicros)
  }
}
