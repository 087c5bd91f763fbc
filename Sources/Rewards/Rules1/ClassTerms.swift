import Policy
import Quantities

/// What a pool's rules say of one class, found once per class.
struct ClassTerms {
  /// The codes of the assessment that speak against it, in its order.
  let refusals: [PartReason]
  /// Its weight in ppm, 1 without a list, nil where the list gives it none.
  let weight: UInt128?
  /// The most per verified GPU-hour; nil: no pattern names the class.
  let hourCapMicros: Int64?
  /// The most that a lease may ask per GPU-hour, in micro-dollars.
  let guidanceMicros: Int64?

  init(_ index: ClassIndex, _ context: CloseContext) {
    let pool = context.pool
    let gpuClass = context.input.catalogue[index].gpuClass
    let assessment = pool.eligibility.assess(index, in: context.input.catalogue)
    refusals = assessment.opposing.map { .eligibility($0.code) }
    if pool.kind != .epoch || pool.classWeights.isEmpty {
      weight = 1
    } else {
      let ppm = pool.classWeights.first { $0.pattern.matches(gpuClass) }?.weight.ppm ?? 0
      weight = ppm == 0 ? nil : UInt128(ppm)
    }
    hourCapMicros = pool.caps.perGPUHour.first { $0.pattern.matches(gpuClass) }?.amountMicros
    guidanceMicros =
      pool.priceGuidance?.prices.first { $0.pattern.matches(gpuClass) }?.perHourMicros
  }
}

/// The terms of the classes seen so far.
struct ClassTermsTable {
  private let context: CloseContext
  private var terms: [ClassTerms?]

  init(_ context: CloseContext) {
    self.context = context
    terms = Array(repeating: nil, count: context.input.catalogue.entries.count)
  }

  subscript(index: ClassIndex) -> ClassTerms {
    mutating get {
      if let known = terms[index.position] { return known }
      let found = ClassTerms(index, context)
      terms[index.position] = found
      return found
    }
  }
}
