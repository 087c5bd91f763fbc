import Quantities

extension EligibilityRule {
  /// What the rule makes of an offer's term and data centre (O-21, O-22).
  public func assess(_ terms: OfferTerms) -> Assessment {
    var refusals: [EligibilityReason] = []
    var doubts: [EligibilityReason] = []
    if let minimumTerm {
      if let span = terms.span {
        if !Self.reaches(span, minimumTerm) {
          refusals.append(.termBelowMinimum(offered: span, minimum: minimumTerm))
        }
      } else {
        doubts.append(.termNotStated(minimum: minimumTerm))
      }
    }
    if let minimumTier, let tier = terms.tier, tier < minimumTier {
      refusals.append(.tierBelowMinimum(declared: tier, minimum: minimumTier))
    } else if let minimumTier, terms.tier == nil {
      doubts.append(.tierNotDeclared(minimum: minimumTier))
    } else if tierEvidence, let tier = terms.tier, !terms.hasTierEvidence {
      doubts.append(.tierEvidenceMissing(declared: tier))
    }
    return Assessment(refusals: refusals, doubts: doubts)
  }

  /// What the rule makes of a class on these terms.
  public func assess(
    _ match: ClassMatch, on terms: OfferTerms, in catalogue: GPUCatalogue
  ) -> Assessment {
    .joining([assess(match, in: catalogue), assess(terms)])
  }

  /// A minimum that would end beyond the last timestamp is never reached.
  private static func reaches(_ span: TimeSpan, _ minimum: CalendarDuration) -> Bool {
    guard let end = try? span.start.adding(minimum) else { return false }
    return span.end >= end
  }
}
