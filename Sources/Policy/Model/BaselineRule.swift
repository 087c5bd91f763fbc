public import Quantities

/// What is paid for units that were there before the program (O-37).
public struct BaselineRule: Hashable, Sendable {
  /// Kind of rule.
  public var rule: Rule
  /// Factor on the weight of such units.
  public var factor: Ratio

  /// Takes every field as it is.
  public init(
    rule: Rule,
    factor: Ratio
  ) {
    self.rule = rule
    self.factor = factor
  }

  /// Kind of rule.
  public enum Rule: String, Hashable, Sendable, CaseIterable {
    /// Nothing is paid for them.
    case none
    /// A part.
    case reduced
    /// All.
    case full
  }
}
