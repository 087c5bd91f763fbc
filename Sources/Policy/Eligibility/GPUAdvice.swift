public import Quantities

/// For which pools a GPU qualifies, and why not, for somebody who typed its name.
public struct GPUAdvice: Hashable, Sendable {
  /// How a pool stands to the GPU.
  public enum Standing: String, Hashable, Sendable, CaseIterable {
    /// Every class that it can be qualifies.
    case qualifies
    /// The rule admits every class that it can be, but no planned line takes one.
    case noLine = "no-line"
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
    /// The planned lines that take it; nil in a pool that plans none.
    public let lines: [PlannedLine]?

    /// Whether the rule admits it and, where contracts are planned, a line takes it.
    public var isTaken: Bool { assessment.isEligible && lines?.isEmpty != true }
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
    /// The pool's planned lines; nil where it plans none.
    public let planned: [PlannedLine]?

    /// The planned lines that take a class that the text can mean and that the rule admits.
    public var lines: [PlannedLine] {
      (planned ?? []).filter { line in
        classes.contains { $0.assessment.isEligible && $0.lines?.contains(line) == true }
      }
    }
  }

  /// A pool as a GPU meets it.
  public struct Pool: Hashable, Sendable {
    /// Its name.
    public let name: Label
    /// What may be paid in it.
    public let rule: EligibilityRule
    /// Its planned lines; nil where it plans none.
    public let lines: [PlannedLine]?

    /// Takes every field as it is.
    public init(name: Label, rule: EligibilityRule, lines: [PlannedLine]? = nil) {
      self.name = name
      self.rule = rule
      self.lines = lines
    }

    /// A pool of a policy; only committed ones sign contracts along planned lines.
    public init(_ pool: PoolPolicy) {
      self.init(
        name: pool.name, rule: pool.eligibility, lines: pool.kind == .committed ? pool.lines : nil)
    }
  }

  /// What the text was read as.
  public let query: GPUQuery
  /// The classes that it can mean.
  public let entries: [CatalogueEntry]
  /// The pools in the order given.
  public let pools: [PoolVerdict]
  /// All of it in plain words, one line each.
  public let lines: [String]

  /// Reads a text and assesses it under each pool's rule and planned lines.
  public static func advise(
    _ text: String, in catalogue: GPUCatalogue, pools: [Pool]
  ) -> GPUAdvice {
    let query = GPUQuery.parse(text, in: catalogue)
    let verdicts = pools.map { verdict($0, query.match, in: catalogue) }
    let entries = query.match.candidates.map { catalogue[$0] }
    return GPUAdvice(
      query: query, entries: entries, pools: verdicts,
      lines: GPUAdviceWording.lines(
        query: query, entries: entries, pools: verdicts, sources: catalogue.sources))
  }

  private static func verdict(
    _ pool: Pool, _ match: ClassMatch, in catalogue: GPUCatalogue
  ) -> PoolVerdict {
    let rule = pool.rule
    let classes = match.candidates.map { index in
      let gpuClass = catalogue[index].gpuClass
      return ClassVerdict(
        gpuClass: gpuClass, assessment: rule.assess(index, in: catalogue),
        lines: pool.lines?.filter { $0.pattern.matches(gpuClass) })
    }
    return PoolVerdict(
      pool: pool.name, standing: standing(classes),
      assessment: rule.assess(match, in: catalogue), classes: classes,
      terms: GPUAdviceWording.terms(rule), planned: pool.lines)
  }

  private static func standing(_ classes: [ClassVerdict]) -> Standing {
    guard !classes.isEmpty else { return .needsReview }
    if classes.allSatisfy(\.isTaken) { return .qualifies }
    let assessments = classes.map(\.assessment)
    if assessments.allSatisfy(\.isEligible) {
      return classes.contains(where: \.isTaken) ? .dependsOnVariant : .noLine
    }
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
