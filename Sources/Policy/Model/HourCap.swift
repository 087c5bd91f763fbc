/// Upper bound per verified GPU-hour of a class.
public struct HourCap: Hashable, Sendable {
  /// Classes meant.
  public var pattern: ClassPattern
  /// Amount per GPU-hour, in the pool's currency.
  public var amountMicros: Int64

  /// Takes every field as it is.
  public init(
    pattern: ClassPattern,
    amountMicros: Int64
  ) {
    self.pattern = pattern
    self.amountMicros = amountMicros
  }
}
