/// The AKT price of an epoch: a median over a window before its end.
public struct PriceWindowRule: Hashable, Sendable {
  /// Length of the window, in seconds.
  public var windowSeconds: Int64
  /// Fewer samples give no price.
  public var minimumSamples: Int
  /// Fewer sources give no price.
  public var minimumSources: Int

  /// Takes every field as it is.
  public init(
    windowSeconds: Int64,
    minimumSamples: Int,
    minimumSources: Int
  ) {
    self.windowSeconds = windowSeconds
    self.minimumSamples = minimumSamples
    self.minimumSources = minimumSources
  }
}
