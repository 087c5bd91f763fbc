/// Highest price of a participant's own leases (O-33).
public struct PriceGuidance: Hashable, Sendable {
  /// Price per class, first match.
  public var prices: [MarketRent]
  /// What follows above it.
  public var above: Consequence

  /// Takes every field as it is.
  public init(
    prices: [MarketRent],
    above: Consequence
  ) {
    self.prices = prices
    self.above = above
  }

  /// What follows when a price is above the guidance.
  public enum Consequence: String, Hashable, Sendable, CaseIterable {
    /// Shown beside the line.
    case flag
    /// Nothing is paid in that epoch.
    case exclude
  }
}
