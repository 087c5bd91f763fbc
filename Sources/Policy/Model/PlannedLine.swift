public import Quantities

/// A planned line of a committed pool.
public struct PlannedLine: Hashable, Sendable {
  /// Name of the line.
  public var name: Label
  /// Classes meant.
  public var pattern: ClassPattern
  /// GPUs.
  public var units: Int
  /// Per GPU-hour, in the pool's currency.
  public var rateMicros: Int64
  /// Hours that the documents reckon with.
  public var hours: Int64
  /// Total that the documents state.
  public var statedMicros: Int64

  /// Takes every field as it is.
  public init(
    name: Label,
    pattern: ClassPattern,
    units: Int,
    rateMicros: Int64,
    hours: Int64,
    statedMicros: Int64
  ) {
    self.name = name
    self.pattern = pattern
    self.units = units
    self.rateMicros = rateMicros
    self.hours = hours
    self.statedMicros = statedMicros
  }
}
