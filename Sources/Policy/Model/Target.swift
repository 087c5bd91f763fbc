public import Quantities

/// Something that the money is to reach (O-07).
public struct Target: Hashable, Sendable {
  /// Name of the target.
  public var name: Label
  /// Classes that count.
  public var pattern: ClassPattern
  /// GPUs.
  public var units: Int
  /// When; `nil`: by the end of the window.
  public var by: Timestamp?

  /// Takes every field as it is.
  public init(
    name: Label,
    pattern: ClassPattern,
    units: Int,
    by: Timestamp?
  ) {
    self.name = name
    self.pattern = pattern
    self.units = units
    self.by = by
  }
}
