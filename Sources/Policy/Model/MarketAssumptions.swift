public import Quantities

/// Assumptions about the market, read by `check` and `plan` only.
public struct MarketAssumptions: Hashable, Sendable {
  /// Market rent per class (O-35).
  public var rents: [MarketRent]
  /// Reward above so many times the rent is a finding.
  public var arbitrageMultiple: Ratio
  /// Daily trading volume (O-40).
  public var dailyVolume: VolumeRange?
  /// Assumed AKT price.
  public var akt: Price18?

  /// Takes every field as it is.
  public init(
    rents: [MarketRent],
    arbitrageMultiple: Ratio,
    dailyVolume: VolumeRange?,
    akt: Price18?
  ) {
    self.rents = rents
    self.arbitrageMultiple = arbitrageMultiple
    self.dailyVolume = dailyVolume
    self.akt = akt
  }
}
