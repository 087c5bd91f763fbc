/// Market rent of a class.
public struct MarketRent: Hashable, Sendable {
  /// Classes meant.
  public var pattern: ClassPattern
  /// Micro-dollars per GPU-hour.
  public var perHourMicros: Int64

  /// Takes every field as it is.
  public init(
    pattern: ClassPattern,
    perHourMicros: Int64
  ) {
    self.pattern = pattern
    self.perHourMicros = perHourMicros
  }
}
