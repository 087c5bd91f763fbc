public import Quantities

/// The AKT price of an epoch: median of samples per source, then median over sources.
public struct PriceMedian: Hashable, Sendable {
  /// The price, or nil with fewer samples or sources than the policy asks for.
  public let price: Price18?
  /// The samples in the window, each observer's counted once per source and time.
  public let sampleCount: Int
  /// Each source's own median, ascending by source.
  public let sources: [SourceMedian]

  /// Takes every field as it is.
  public init(price: Price18?, sampleCount: Int, sources: [SourceMedian]) {
    self.price = price
    self.sampleCount = sampleCount
    self.sources = sources
  }
}

/// One source's share in a price.
public struct SourceMedian: Hashable, Sendable {
  /// The source.
  public let source: Label
  /// The median of its samples.
  public let median: Price18
  /// The samples in the window.
  public let sampleCount: Int

  /// Takes every field as it is.
  public init(source: Label, median: Price18, sampleCount: Int) {
    self.source = source
    self.median = median
    self.sampleCount = sampleCount
  }
}
