import Encoding
import Quantities

extension PolicyReader {
  /// One pool; what it leaves out follows the program's window and budget.
  mutating func pool(
    _ node: PolicyNode, window: TimeSpan?, budget: BudgetRule?
  ) -> PoolPolicy? {
    let keys = PolicyKeys.pool(rules: form == .canonical ? rules : ProgramPolicy.latestRules)
    guard let object = object(node, keys) else { return nil }
    let name = label(required(object, "name"))
    let kind = choice(required(object, "kind"), PoolPolicy.Kind.self)
    let share = ratio(object["share"], limitPPM: Ratio.ppmPerOne)
    let amount = poolAmount(object, share: share, budget: budget)
    let currency = amount?.currency ?? .usd
    let span = poolSpan(object, window: window)
    let epoch = duration(required(object, "epoch"))
    let proof = defaulted(object, "proof", ProofLevel.reported) { reader, node in
      reader.choice(node, ProofLevel.allCases.map { ($0.name, $0) })
    }
    let eligibility = defaulted(object, "eligibility", EligibilityRule()) { $0.eligibility($1) }
    let uptime = defaulted(object, "uptime", UptimeRule.standard) { $0.uptime($1) }
    let classWeights = listOrEmpty(object, "classWeights") { $0.classWeight($1) }
    let sizeClasses = listOrEmpty(object, "sizeClasses") { $0.sizeClass($1) }
    let baseline = baseline(object["baseline"])
    let guidance = priceGuidance(object["priceGuidance"])
    let caps = defaulted(object, "caps", CapRule.standard) { $0.caps($1, in: currency) }
    let floor = floor(object["floor"], in: currency)
    let lines = listOrEmpty(object, "lines") { $0.line($1, in: currency) }
    let vesting = defaulted(object, "vesting", VestingRule.standard) { $0.vesting($1) }
    let unallocated = defaulted(object, "unallocated", PoolPolicy.Unallocated.return) {
      $0.choice($1, PoolPolicy.Unallocated.self)
    }
    let conversion = conversion(object["conversion"])
    let activity = activity(object["activity"])
    requireRules(object, kind)
    guard let name, let kind, let amount, let span, let epoch, let proof, let eligibility,
      let uptime, let classWeights, let sizeClasses, let caps, let lines, let vesting,
      let unallocated
    else { return nil }
    return PoolPolicy(
      name: name, kind: kind, amount: amount, share: share, span: span, epoch: epoch, proof: proof,
      eligibility: eligibility, uptime: uptime, classWeights: classWeights,
      sizeClasses: sizeClasses, baseline: baseline, priceGuidance: guidance, caps: caps,
      floor: floor, lines: lines, vesting: vesting, unallocated: unallocated,
      conversion: conversion, activity: activity)
  }

  /// Leased pay came with rules 2; a policy of rules 1 that names it is told so.
  private mutating func requireRules(_ object: PolicyObject, _ kind: PoolPolicy.Kind?) {
    guard rules < 2 else { return }
    if kind == .activity { report(.needsRules(2), at: .member(object.path, "kind")) }
    if form == .written, object["activity"] != nil {
      report(.needsRules(2), at: .member(object.path, "activity"))
    }
  }

  /// The stated amount, or under `basis: shares` the share of the budget, floored.
  private mutating func poolAmount(
    _ object: PolicyObject, share: Ratio?, budget: BudgetRule?
  ) -> Money? {
    if form == .canonical || object["amount"] != nil { return money(required(object, "amount")) }
    // A budget or share that could not be read has been reported already.
    guard let budget else { return nil }
    guard budget.basis == .shares, let share,
      let amount = try? share.floor(of: budget.amount.amount)
    else {
      if share != nil || object["share"] == nil {
        report(.noAmount, at: .member(object.path, "amount"))
      }
      return nil
    }
    return Money(amount, budget.amount.currency)
  }

  private mutating func poolSpan(_ object: PolicyObject, window: TimeSpan?) -> TimeSpan? {
    if form == .written, object["span"] == nil { return window }
    return span(required(object, "span"))
  }

  private mutating func uptime(_ node: PolicyNode?) -> UptimeRule? {
    guard let object = object(node, PolicyKeys.uptime) else { return nil }
    let standard = UptimeRule.standard
    let base = defaulted(object, "base", standard.base) { $0.choice($1, UptimeRule.Base.self) }
    let denominator = defaulted(object, "denominator", standard.denominator) {
      $0.choice($1, UptimeRule.Denominator.self)
    }
    let window = defaulted(object, "window", standard.windowEpochs) {
      $0.count($1, in: 1...PolicyBounds.uptimeWindowEpochs)
    }
    let curve = defaulted(object, "curve", standard.curve) { reader, node in
      reader.list(node) { $0.curveStep($1) }
    }
    guard let base, let denominator, let window, let curve else { return nil }
    return UptimeRule(base: base, denominator: denominator, windowEpochs: window, curve: curve)
  }

  private mutating func curveStep(_ node: PolicyNode) -> CurveStep? {
    guard let object = object(node, PolicyKeys.curveStep) else { return nil }
    let from = ratio(required(object, "from"))
    let factor = curveFactor(required(object, "factor"))
    guard let from, let factor else { return nil }
    return CurveStep(from: from, factor: factor)
  }

  private mutating func curveFactor(_ node: PolicyNode?) -> CurveStep.Factor? {
    guard let node else { return nil }
    if node.scalar == "proportional" { return .proportional }
    return ratio(node).map { .fixed($0) }
  }

  private mutating func line(_ node: PolicyNode, in currency: Currency) -> PlannedLine? {
    guard let object = object(node, PolicyKeys.line) else { return nil }
    let name = label(required(object, "name"))
    let pattern = pattern(required(object, "class"))
    let units = count(required(object, "units"), in: 0...PolicyBounds.units)
    let rate = amount(required(object, "rate"), in: currency)
    let hours = number(required(object, "hours"), in: 0...PolicyBounds.hours)
    let stated = amount(required(object, "stated"), in: currency)
    guard let name, let pattern, let units, let rate, let hours, let stated else { return nil }
    return PlannedLine(
      name: name, pattern: pattern, units: units, rateMicros: rate, hours: hours,
      statedMicros: stated)
  }

  private mutating func vesting(_ node: PolicyNode?) -> VestingRule? {
    guard let object = object(node, PolicyKeys.vesting) else { return nil }
    let kind = choice(required(object, "kind"), VestingRule.Kind.self)
    let cliff = duration(object["cliff"])
    let onExit = defaulted(object, "onExit", VestingRule.standard.onExit) {
      $0.choice($1, VestingRule.OnExit.self)
    }
    guard let kind, let onExit else { return nil }
    return VestingRule(kind: kind, cliff: cliff, onExit: onExit)
  }

  private mutating func conversion(_ node: PolicyNode?) -> ConversionRule? {
    guard let object = object(node, PolicyKeys.conversion) else { return nil }
    let moment = choice(required(object, "moment"), ConversionRule.Moment.self)
    let price = price(object["fundingPrice"])
    let difference = choice(required(object, "difference"), ConversionRule.Bearer.self)
    guard let moment, let difference else { return nil }
    return ConversionRule(moment: moment, fundingPrice: price, difference: difference)
  }
}
