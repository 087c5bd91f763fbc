import Policy
import Quantities

extension ProgramState {
  /// Refuses a class, term or tier that the pool's rule refuses and no exception sets aside.
  ///
  /// A class that needs review is admitted: whether it is paid is decided at each close. What an
  /// offer itself lacks (a tier, its evidence) is refused, because only the offer can mend it.
  func requireEligible(
    _ offer: ClaimOffer, in pool: PoolPolicy, asksTier: Bool
  ) throws(Rejection) {
    try requireCatalogued(offer.gpuClass)
    let allowed = exceptionsInForce(for: offer, in: pool)
    let rule = pool.eligibility
    let refusals = rule.assess(offer.gpuClass, in: rules.catalogue)
    if refusals.isRefused {
      let left = refusals.reasons.filter { !allowed.covers($0.code) }
      guard left.isEmpty else {
        throw .notEligible(offer.gpuClass, pool: pool.name, reasons: left)
      }
    }
    let terms = OfferTerms(
      span: offer.span, tier: offer.tier, hasTierEvidence: offer.hasTierEvidence)
    let assessment = rule.assess(terms)
    // A refusal hides doubts in an assessment; both are judged here, the refusal first.
    for reason in assessment.reasons + assessment.flags where !allowed.covers(reason.code) {
      switch reason {
      case .termBelowMinimum(let offered, let minimum):
        throw .termTooShort(
          offered: offered, minimum: minimum, pool: pool.name,
          others: poolsReached(by: offer, except: pool))
      case .tierBelowMinimum(let declared, let minimum) where asksTier:
        throw .tierTooLow(declared: declared, minimum: minimum, pool: pool.name)
      case .tierNotDeclared(let minimum) where asksTier:
        throw .tierTooLow(declared: nil, minimum: minimum, pool: pool.name)
      case .tierEvidenceMissing(let tier) where asksTier:
        throw .tierEvidenceMissing(tier: tier, pool: pool.name)
      default: break
      }
    }
  }

  /// The pools that would take the class for so short a term (O-21).
  private func poolsReached(by offer: ClaimOffer, except pool: PoolPolicy) -> [Label] {
    rules.policy.pools.filter { other in
      other.name != pool.name && other.kind != .committed && other.kind != .activity
        && !other.eligibility.assess(offer.gpuClass, in: rules.catalogue).isRefused
        && !other.eligibility.assess(OfferTerms(span: offer.span)).isRefused
    }.map(\.name)
  }

  /// What the exceptions set aside that are in force when the claim begins.
  private func exceptionsInForce(
    for offer: ClaimOffer, in pool: PoolPolicy
  ) -> [EligibilityException.Rule] {
    exceptions.compactMap { exception in
      let covers = exception.covers(
        pool: pool.name, provider: offer.provider, gpuClass: offer.gpuClass,
        at: offer.span.start)
      return covers ? EligibilityException.Rule(exception.body.rule.text) : nil
    }
  }
}

extension [EligibilityException.Rule] {
  fileprivate func covers(_ code: EligibilityReason.Code) -> Bool {
    contains { rule in
      switch rule {
      case .reason(let named): named == code
      case .eligibility: code.canBeExcepted
      }
    }
  }
}

/// What somebody offers to a pool.
struct ClaimOffer {
  let provider: Address
  let gpuClass: GPUClass
  let span: TimeSpan
  var tier: Int?
  var hasTierEvidence = false
}
