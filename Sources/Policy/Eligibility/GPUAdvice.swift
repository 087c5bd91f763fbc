public import Quantities

/// For which pools a GPU qualifies, and why not, for somebody who typed its name.
public struct GPUAdvice: Hashable, Sendable {
  /// How a pool stands to the GPU.
  public enum Standing: String, Hashable, Sendable, CaseIterable {
    /// Every class that it can be qualifies.
    case qualifies
    /// No class that it can be qualifies.
    case doesNotQualify = "does-not-qualify"
    /// Which variant it is decides.
    case dependsOnVariant = "depends-on-variant"
    /// What is known does not decide it.
    case needsReview = "needs-review"
  }

  /// What one pool makes of one class.
  public struct ClassVerdict: Hashable, Sendable {
    /// The class.
    public let gpuClass: GPUClass
    /// What the pool's rule makes of it.
    public let assessment: Assessment
  }

  /// What one pool makes of the text.
  public struct PoolVerdict: Hashable, Sendable {
    /// The pool.
    public let pool: Label
    /// How it stands.
    public let standing: Standing
    /// What its rule makes of the text as a whole.
    public let assessment: Assessment
    /// What its rule makes of each class that the text can mean.
    public let classes: [ClassVerdict]
    /// What to know about the pool beside the class: its terms.
    public let terms: [String]
  }

  /// What the text was read as.
  public let query: GPUQuery
  /// The classes that it can mean.
  public let entries: [CatalogueEntry]
  /// The pools in the order given.
  public let pools: [PoolVerdict]
  /// All of it in plain words, one line each.
  public let lines: [String]

  /// Reads a text and assesses it under each pool's rule.
  public static func advise(
    _ text: String, in catalogue: GPUCatalogue, pools: [(pool: Label, rule: EligibilityRule)]
  ) -> GPUAdvice {
    let query = GPUQuery.parse(text, in: catalogue)
    let verdicts = pools.map { verdict($0.pool, $0.rule, query.match, in: catalogue) }
    let entries = query.match.candidates.map { catalogue[$0] }
    return GPUAdvice(
      query: query, entries: entries, pools: verdicts,
      lines: GPUAdviceWording.lines(
        query: query, entries: entries, pools: verdicts, sources: catalogue.sources))
  }

  private static func verdict(
    _ pool: Label, _ rule: EligibilityRule, _ match: ClassMatch, in catalogue: GPUCatalogue
  ) -> PoolVerdict {
    let classes = match.candidates.map {
      ClassVerdict(gpuClass: catalogue[$0].gpuClass, assessment: rule.assess($0, in: catalogue))
    }
    return PoolVerdict(
      pool: pool, standing: standing(classes.map(\.assessment)),
      assessment: rule.assess(match, in: catalogue), classes: classes,
      terms: GPUAdviceWording.terms(rule))
  }

  private static func standing(_ assessments: [Assessment]) -> Standing {
    guard !assessments.isEmpty else { return .needsReview }
    if assessments.allSatisfy(\.isEligible) { return .qualifies }
    if assessments.allSatisfy(\.isRefused) { return .doesNotQualify }
    let hasDecided = assessments.contains { $0.isEligible || $0.isRefused }
    return assessments.count > 1 && hasDecided ? .dependsOnVariant : .needsReview
  }

  /// The pools, of those given, that admit the class on these terms: what to suggest to an
  /// applicant whom one pool refuses (O-21).
  public static func pools(
    admitting match: ClassMatch, on terms: OfferTerms, in catalogue: GPUCatalogue,
    of pools: [(pool: Label, rule: EligibilityRule)]
  ) -> [Label] {
    pools.filter { $0.rule.assess(match, on: terms, in: catalogue).isEligible }.map(\.pool)
  }
}
