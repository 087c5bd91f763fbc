public import Quantities

/// Half-open range of claim sizes with a factor (O-34).
public struct SizeClass: Hashable, Sendable {
  /// Smallest size.
  public var from: Int
  /// First size that is no longer in the range; `nil`: no upper end.
  public var below: Int?
  /// Factor on the weight.
  public var factor: Ratio

  /// Takes every field as it is.
  public init(
    from: Int,
    below: Int?,
    factor: Ratio
  ) {
    self.from = from
    self.below = below
    self.factor = factor
  }
}
