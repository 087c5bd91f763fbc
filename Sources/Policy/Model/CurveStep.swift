public import Quantities

/// One step of an uptime curve.
public struct CurveStep: Hashable, Sendable {
  /// Uptime at which the step begins.
  public var from: Ratio
  /// Factor from there on.
  public var factor: Factor

  /// Takes every field as it is.
  public init(
    from: Ratio,
    factor: Factor
  ) {
    self.from = from
    self.factor = factor
  }

  /// Factor of a step.
  public enum Factor: Hashable, Sendable {
    /// The same everywhere in the step.
    case fixed(Ratio)
    /// The uptime itself.
    case proportional
  }
}
