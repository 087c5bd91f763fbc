import Encoding
import Quantities

extension PolicyReader {
  mutating func eligibility(_ node: PolicyNode?) -> EligibilityRule? {
    guard let object = object(node, PolicyKeys.eligibility) else { return nil }
    let vendors = list(object["vendors"]) { $0.label($1) }
    let memory = count(object["minimumMemory"], in: 1...PolicyBounds.memoryGB)
    let launched = launched(object["launched"])
    let admit = listOrEmpty(object, "admit") { $0.pattern($1) }
    let refuse = listOrEmpty(object, "refuse") { $0.pattern($1) }
    let homogeneous = defaulted(object, "homogeneousNodes", false) { $0.bool($1) }
    let hostMemory = defaulted(object, "hostMemoryAtLeastGPU", false) { $0.bool($1) }
    let tier = count(object["minimumTier"], in: 1...4)
    let evidence = defaulted(object, "tierEvidence", false) { $0.bool($1) }
    let term = duration(object["minimumTerm"])
    let named = listOrEmpty(object, "named") { $0.pattern($1) }
    guard let admit, let refuse, let homogeneous, let hostMemory, let evidence, let named else {
      return nil
    }
    return EligibilityRule(
      vendors: vendors, minimumMemoryGB: memory, launched: launched, admit: admit, refuse: refuse,
      homogeneousNodes: homogeneous, hostMemoryAtLeastGPU: hostMemory, minimumTier: tier,
      tierEvidence: evidence, minimumTerm: term, named: named)
  }

  private mutating func launched(_ node: PolicyNode?) -> EligibilityRule.LaunchRule? {
    guard let object = object(node, PolicyKeys.launched) else { return nil }
    let notBefore = date(required(object, "notBefore"))
    let kind = choice(required(object, "date"), EligibilityRule.DateKind.self)
    guard let notBefore, let kind else { return nil }
    return EligibilityRule.LaunchRule(notBefore: notBefore, date: kind)
  }

  mutating func classWeight(_ node: PolicyNode) -> ClassWeight? {
    guard let object = object(node, PolicyKeys.classWeight) else { return nil }
    let pattern = pattern(required(object, "class"))
    let weight = ratio(required(object, "weight"))
    guard let pattern, let weight else { return nil }
    return ClassWeight(pattern: pattern, weight: weight)
  }

  mutating func sizeClass(_ node: PolicyNode) -> SizeClass? {
    guard let object = object(node, PolicyKeys.sizeClass) else { return nil }
    let from = count(required(object, "from"), in: 1...PolicyBounds.units)
    let below = count(object["below"], in: 1...PolicyBounds.units)
    let factor = ratio(required(object, "factor"))
    guard let from, let factor else { return nil }
    return SizeClass(from: from, below: below, factor: factor)
  }

  mutating func baseline(_ node: PolicyNode?) -> BaselineRule? {
    guard let node, let object = object(node, PolicyKeys.baseline) else { return nil }
    let rule = choice(required(object, "rule"), BaselineRule.Rule.self)
    guard let rule else { return nil }
    let implied: Ratio? =
      switch rule {
      case .none: .zero
      case .full: .one
      case .reduced: nil
      }
    guard let implied else {
      return ratio(required(object, "factor")).map { BaselineRule(rule: rule, factor: $0) }
    }
    let factor = form == .written ? object["factor"] : required(object, "factor")
    guard let factor else { return BaselineRule(rule: rule, factor: implied) }
    if form == .written || ratio(factor) != implied { report(.baselineFactor, at: factor) }
    return BaselineRule(rule: rule, factor: implied)
  }

  mutating func priceGuidance(_ node: PolicyNode?) -> PriceGuidance? {
    guard let object = object(node, PolicyKeys.priceGuidance) else { return nil }
    let prices = list(required(object, "prices")) { $0.rent($1, in: .usd) }
    let above = choice(required(object, "above"), PriceGuidance.Consequence.self)
    guard let prices, let above else { return nil }
    return PriceGuidance(prices: prices, above: above)
  }

  mutating func caps(_ node: PolicyNode?, in currency: Currency) -> CapRule? {
    guard let object = object(node, PolicyKeys.caps) else { return nil }
    let share = ratio(object["beneficiaryShare"])
    let amount = object["beneficiaryAmount"].flatMap { self.amount($0, in: currency) }
    let hours = listOrEmpty(object, "perGpuHour") { $0.hourCap($1, in: currency) }
    guard let hours else { return nil }
    return CapRule(
      beneficiaryShare: share, beneficiaryAmountMicros: amount, perGPUHour: hours)
  }

  private mutating func hourCap(_ node: PolicyNode, in currency: Currency) -> HourCap? {
    guard let object = object(node, PolicyKeys.hourCap) else { return nil }
    let pattern = pattern(required(object, "class"))
    let amount = amount(required(object, "amount"), in: currency)
    guard let pattern, let amount else { return nil }
    return HourCap(pattern: pattern, amountMicros: amount)
  }

  mutating func floor(_ node: PolicyNode?, in currency: Currency) -> FloorRule? {
    guard let object = object(node, PolicyKeys.floor) else { return nil }
    let amount = amount(required(object, "amount"), in: currency)
    let mode = choice(required(object, "mode"), FloorRule.Mode.self)
    guard let amount, let mode else { return nil }
    return FloorRule(amountMicros: amount, mode: mode)
  }

  mutating func activity(_ node: PolicyNode?) -> ActivityRule? {
    guard let object = object(node, PolicyKeys.activity, optional: PolicyKeys.activityPart) else {
      return nil
    }
    let standard = ActivityRule.standard
    let part = ratio(object["part"], limitPPM: Ratio.ppmPerOne)
    if part == nil, object["part"] != nil { return nil }
    let share = defaulted(object, "share", standard.share) {
      $0.ratio($1, limitPPM: Ratio.ppmPerOne)
    }
    let cost = defaulted(object, "cost", standard.cost) {
      $0.ratio($1, limitPPM: Ratio.ppmPerOne)
    }
    let deployers = defaulted(object, "deployers", standard.deployers) {
      $0.ratio($1, limitPPM: Ratio.ppmPerOne)
    }
    let gpu = defaulted(object, "gpu", standard.gpu) { $0.ratio($1) }
    let cpu = defaulted(object, "cpu", standard.cpu) { $0.ratio($1) }
    guard let share, let cost, let deployers, let gpu, let cpu else { return nil }
    return ActivityRule(
      part: part, share: share, cost: cost, deployers: deployers, gpu: gpu, cpu: cpu)
  }
}
