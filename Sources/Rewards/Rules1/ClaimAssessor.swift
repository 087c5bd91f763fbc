import Policy
import Quantities

/// Whether a claim may be paid, and the flags on it (section 4).
struct ClaimAssessor {
  struct Verdict {
    /// Why not; nil: it may.
    var refusal: PartReason?
    var flags: PartFlags
  }

  private let context: CloseContext
  private let exceptions: [AllowedException]
  private let ownProviders: [ProviderIndex]
  private let leases: LeasePrices

  init(_ context: CloseContext) {
    self.context = context
    leases = LeasePrices(context)
    ownProviders = context.input.administratorProviders
    exceptions = context.input.exceptions.filter { exception in
      exception.pool == context.pool.name && exception.from <= context.span.start
        && exception.until.map { context.span.start < $0 } ?? true
    }
  }

  /// The first code that no exception sets aside decides.
  func verdict(_ claim: Claim, _ terms: ClassTerms) -> Verdict {
    var verdict = Verdict(refusal: nil, flags: [])
    var codes = terms.refusals
    if let limitMicros = terms.guidanceMicros {
      let asked = leases.guidance(claim.provider, claim.gpuClass, limitMicros: limitMicros)
      if asked.isAbove {
        verdict.flags.insert(.priceAboveGuidance)
        if context.pool.priceGuidance?.above == .exclude { codes.append(.priceAboveGuidance) }
      }
      if asked.isUnknown { verdict.flags.insert(.priceUnknown) }
    }
    if terms.weight == nil { codes.append(.classNotWeighted) }
    if !ownProviders.isEmpty, ownProviders.contains(claim.provider) {
      codes.append(.administratorExcluded)
    }
    guard !codes.isEmpty else { return verdict }
    verdict.refusal = codes.first { code in
      !exceptions.contains { exception in
        exception.rule.covers(code)
          && exception.applies(at: context.span.start, to: claim.provider, claim.gpuClass)
      }
    }
    if verdict.refusal == nil { verdict.flags.insert(.exceptionAllowed) }
    return verdict
  }
}
