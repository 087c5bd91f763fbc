public import Quantities

/// One observer's reading of the AKT price.
public struct PriceSample: Hashable, Sendable {
  /// Who read it.
  public let observer: ObserverKey
  /// Where it was read.
  public let source: Label
  /// When it was read.
  public let at: Timestamp
  /// Dollars per AKT.
  public let price: Price18

  /// Takes every field as it is.
  public init(observer: ObserverKey, source: Label, at: Timestamp, price: Price18) {
    self.observer = observer
    self.source = source
    self.at = at
    self.price = price
  }
}
