import Encoding
import Quantities

/// A finding before acceptances are looked at.
struct FindingDraft {
  let rule: FindingRule
  let severity: FindingSeverity
  let path: JSONPath
  let figures: FindingFigures
}

/// Collects the findings of one policy; each area adds its own.
struct PolicyChecker {
  let policy: ProgramPolicy
  let catalogue: GPUCatalogue?
  private(set) var drafts: [FindingDraft] = []

  init(policy: ProgramPolicy, catalogue: GPUCatalogue?) {
    self.policy = policy
    self.catalogue = catalogue
  }

  mutating func run() {
    checkNames()
    checkBudget()
    checkObservation()
    checkPrice()
    for (index, pool) in policy.pools.enumerated() {
      let context = PoolContext(pool: pool, index: index)
      checkSpan(context)
      checkProof(context)
      checkEffect(context)
      checkLines(context)
      checkUptime(context)
      checkSizes(context)
      checkWeights(context)
      checkCaps(context)
      checkFloor(context)
      checkEligibility(context)
      checkPatterns(context)
      checkBaseline(context)
      checkVesting(context)
      checkConversion(context)
      checkPriceRange(context)
      checkImplied(context)
      checkArbitrage(context)
      checkActivity(context)
    }
    checkTargets()
    checkVolume()
    checkPatternsOfProgram()
  }

  mutating func add(
    _ rule: FindingRule, at path: JSONPath, _ figures: KeyValuePairs<String, FigureValue>,
    severity: FindingSeverity? = nil
  ) {
    add(rule, at: path, FindingFigures(figures), severity: severity)
  }

  mutating func add(
    _ rule: FindingRule, at path: JSONPath, _ figures: FindingFigures,
    severity: FindingSeverity? = nil
  ) {
    drafts.append(
      FindingDraft(
        rule: rule, severity: severity ?? rule.severity, path: path, figures: figures))
  }
}

/// A pool with its place, and what several checks ask of it.
struct PoolContext {
  let pool: PoolPolicy
  let path: JSONPath
  let calendar: EpochCalendar

  init(pool: PoolPolicy, index: Int) {
    self.pool = pool
    path = .element(.member(.root, "pools"), index)
    calendar = EpochCalendar(pool)
  }

  /// The path of one of the pool's keys.
  func at(_ keys: String...) -> JSONPath {
    keys.reduce(path) { JSONPath.member($0, $1) }
  }

  /// The path of an element of one of the pool's lists.
  func at(_ keys: String..., element: Int) -> JSONPath {
    .element(keys.reduce(path) { JSONPath.member($0, $1) }, element)
  }

  var name: FigureValue { .label(pool.name) }
  var currency: Currency { pool.currency }
  var amountMicros: Int128 { Int128(pool.amount.amount.micros) }

  func money(_ micros: Int128) -> FigureValue { .money(micros, currency) }

  /// Seconds of the first epoch; 0 in an empty span.
  var epochSeconds: Int64 { calendar.epoch(1)?.seconds ?? 0 }

  /// The largest pot for presence that one epoch brings by itself, over at most 400 epochs.
  var largestPotMicros: Int128 {
    let numbers = 1...max(1, min(calendar.count, 400))
    return numbers.map {
      pool.presenceMicros(ofPot: calendar.potMicros(of: pool.amount.amount, epoch: $0))
    }.max() ?? 0
  }
}
