public import Quantities

/// Upper bounds of an epoch pool, per beneficiary.
public struct CapRule: Hashable, Sendable {
  /// Share of the epoch's pot.
  public var beneficiaryShare: Ratio?
  /// Amount per epoch, in the pool's currency.
  public var beneficiaryAmountMicros: Int64?
  /// Amount per verified GPU-hour, first match.
  public var perGPUHour: [HourCap]

  /// Takes every field as it is.
  public init(
    beneficiaryShare: Ratio?,
    beneficiaryAmountMicros: Int64?,
    perGPUHour: [HourCap]
  ) {
    self.beneficiaryShare = beneficiaryShare
    self.beneficiaryAmountMicros = beneficiaryAmountMicros
    self.perGPUHour = perGPUHour
  }
}
