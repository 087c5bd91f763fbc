public import Quantities

/// Weight of a class in an epoch pool.
public struct ClassWeight: Hashable, Sendable {
  /// Classes meant.
  public var pattern: ClassPattern
  /// Their weight.
  public var weight: Ratio

  /// Takes every field as it is.
  public init(
    pattern: ClassPattern,
    weight: Ratio
  ) {
    self.pattern = pattern
    self.weight = weight
  }
}
