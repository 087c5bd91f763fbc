import Encoding
public import Quantities

/// O-37: what a provider had before, what it has now, and what a baseline rule pays for.
public struct GrowthView: Hashable, Sendable {
  /// Units at the baseline.
  public let unitsBefore: Int
  /// Units enrolled.
  public let unitsEnrolled: Int
  /// The rule for units that were there before.
  public let rule: BaselineRule

  /// Takes both numbers and the rule.
  public init(unitsBefore: Int, unitsEnrolled: Int, rule: BaselineRule) {
    self.unitsBefore = unitsBefore
    self.unitsEnrolled = unitsEnrolled
    self.rule = rule
  }

  /// Enrolled units that were there before.
  public var unitsExisting: Int { min(unitsBefore, unitsEnrolled) }

  /// Enrolled units beyond the baseline: what the program brought.
  public var unitsAdditional: Int { unitsEnrolled - unitsExisting }

  /// Units as the pool weighs them, in millionths: additional ones in full, existing ones by the
  /// rule.
  public var weightedUnitsPPM: UInt128 {
    UInt128(unitsAdditional) * UInt128(Ratio.ppmPerOne)
      + UInt128(unitsExisting) * UInt128(rule.factor.ppm)
  }

  /// The figures of this rule.
  public var figures: FindingFigures {
    FindingFigures([
      "rule": .text(rule.rule.rawValue), "before": .count(unitsBefore),
      "enrolled": .count(unitsEnrolled), "additional": .count(unitsAdditional),
      "paidLikeUnits": .text(
        Ratio.decimal(weightedUnitsPPM)),
    ])
  }

  /// The same units under each rule, the reduced one by this factor.
  public static func allRules(
    unitsBefore: Int, unitsEnrolled: Int, reducedFactor: Ratio
  ) -> [GrowthView] {
    [
      BaselineRule(rule: .none, factor: .zero), BaselineRule(rule: .reduced, factor: reducedFactor),
      BaselineRule(rule: .full, factor: .one),
    ].map { GrowthView(unitsBefore: unitsBefore, unitsEnrolled: unitsEnrolled, rule: $0) }
  }
}

extension Ratio {
  /// Millionths as an exact decimal, beyond a ratio's own bounds too.
  static func decimal(_ ppm: UInt128) -> String {
    DecimalText.text(Int128(ppm), scale: 6)
  }
}
