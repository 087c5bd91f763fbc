/// A key of a policy that changes something, and where that shows.
public struct ComputedKey: Hashable, Sendable {
  /// The key with `[]` for list elements: `pools[].caps.beneficiaryShare`.
  public let path: String
  /// Where a change of it shows, at least one.
  public let effects: [Effect]

  /// Where a change of a key shows.
  public enum Effect: String, Hashable, Sendable, CaseIterable {
    /// A statement's amounts, reasons or units.
    case statement
    /// Which facts are admitted: enrolments, contracts, campaigns.
    case admission
    /// Deadlines, holds and payout dates.
    case dates
    /// What a payout or a return holds, and whether its entries are admitted.
    case payout
    /// The plan's stated amounts.
    case plan
    /// A finding of `policy check`, or its acceptance.
    case check
  }

  init(_ path: String, _ effects: Effect...) {
    self.path = path
    self.effects = effects
  }
}

/// Every key that a rule reads. There are no decorative settings: what no rule reads stands under
/// `declared`, and any other key is refused.
public enum ComputedKeys {
  /// All of them, in the order of the reference.
  public static let all = program + treasury + pool + eligibility + poolRules

  private static let treasury = [
    ComputedKey("treasury.denomination", .payout),
    ComputedKey("treasury.minimum", .payout),
    ComputedKey("treasury.maximumOutputs", .payout),
    ComputedKey("treasury.gas.base", .payout),
    ComputedKey("treasury.gas.perOutput", .payout),
    ComputedKey("treasury.gas.maximum", .payout),
    ComputedKey("treasury.gas.price", .payout),
    ComputedKey("treasury.pacing.dailyVolume", .payout),
    ComputedKey("treasury.pacing.share", .payout),
    ComputedKey("treasury.pacing.source", .payout),
    ComputedKey("treasury.cooling", .payout),
    ComputedKey("treasury.timeout.least", .payout),
    ComputedKey("treasury.timeout.most", .payout),
    ComputedKey("treasury.nodes", .payout),
    ComputedKey("treasury.alert", .payout),
    ComputedKey("treasury.fall", .payout),
    ComputedKey("treasury.buffer", .payout),
    ComputedKey("treasury.unfunded", .payout),
    ComputedKey("treasury.revenueDue", .payout),
  ]

  private static let program = [
    ComputedKey("name", .plan, .admission), ComputedKey("network", .admission),
    ComputedKey("rules", .statement), ComputedKey("window.start", .plan, .check),
    ComputedKey("window.end", .plan, .check), ComputedKey("budget.amount", .plan, .check),
    ComputedKey("budget.basis", .plan, .check), ComputedKey("observation.slot", .statement, .check),
    ComputedKey("observation.grace", .dates, .plan),
    ComputedKey("observation.quorum.state", .statement, .check),
    ComputedKey("observation.quorum.count", .statement, .check),
    ComputedKey("observation.quorum.lease", .statement, .check),
    ComputedKey("observation.quorum.proof", .statement, .check),
    ComputedKey("observation.unobservedAllowance", .statement),
    ComputedKey("observation.maintenance.allowance", .statement, .check),
    ComputedKey("observation.maintenance.notice", .statement),
    ComputedKey("price.window", .statement, .check),
    ComputedKey("price.minimumSamples", .statement, .check),
    ComputedKey("price.minimumSources", .statement, .check),
    ComputedKey("payouts.hold", .dates, .plan), ComputedKey("payouts.first", .dates, .plan),
    ComputedKey("payouts.every", .dates, .plan), ComputedKey("order[]", .statement, .plan),
    ComputedKey("market.rents[].class", .check), ComputedKey("market.rents[].perHour", .check),
    ComputedKey("market.arbitrageMultiple", .check),
    ComputedKey("market.dailyVolume.low", .plan, .check),
    ComputedKey("market.dailyVolume.high", .plan, .check), ComputedKey("market.akt", .plan),
    ComputedKey("targets[].name", .plan), ComputedKey("targets[].class", .plan, .check),
    ComputedKey("targets[].units", .plan, .check), ComputedKey("targets[].by", .plan),
    ComputedKey("acceptances[].finding", .check), ComputedKey("acceptances[].role", .check),
    ComputedKey("acceptances[].why", .check), ComputedKey("acceptances[].date", .check),
    ComputedKey("acceptances[].figures", .check),
  ]

  private static let pool = [
    ComputedKey("pools[].name", .plan, .admission), ComputedKey("pools[].kind", .statement, .plan),
    ComputedKey("pools[].amount", .statement, .plan, .check), ComputedKey("pools[].share", .check),
    ComputedKey("pools[].span.start", .statement, .plan),
    ComputedKey("pools[].span.end", .statement, .plan),
    ComputedKey("pools[].epoch", .statement, .dates, .plan),
    ComputedKey("pools[].proof", .statement, .check),
  ]

  private static let eligibility = [
    ComputedKey("pools[].eligibility.vendors[]", .statement, .admission),
    ComputedKey("pools[].eligibility.minimumMemory", .statement, .admission),
    ComputedKey("pools[].eligibility.launched.notBefore", .statement, .admission),
    ComputedKey("pools[].eligibility.launched.date", .statement, .admission),
    ComputedKey("pools[].eligibility.admit[]", .statement, .admission),
    ComputedKey("pools[].eligibility.refuse[]", .statement, .admission),
    ComputedKey("pools[].eligibility.homogeneousNodes", .statement),
    ComputedKey("pools[].eligibility.hostMemoryAtLeastGPU", .admission),
    ComputedKey("pools[].eligibility.minimumTier", .admission),
    ComputedKey("pools[].eligibility.tierEvidence", .admission, .check),
    ComputedKey("pools[].eligibility.minimumTerm", .admission, .check),
    ComputedKey("pools[].eligibility.named[]", .admission, .check),
  ]

  private static let poolRules = [
    ComputedKey("pools[].uptime.base", .statement),
    ComputedKey("pools[].uptime.denominator", .statement),
    ComputedKey("pools[].uptime.window", .statement, .check),
    ComputedKey("pools[].uptime.curve[].from", .statement, .check),
    ComputedKey("pools[].uptime.curve[].factor", .statement, .check),
    ComputedKey("pools[].classWeights[].class", .statement, .check),
    ComputedKey("pools[].classWeights[].weight", .statement),
    ComputedKey("pools[].sizeClasses[].from", .statement, .check),
    ComputedKey("pools[].sizeClasses[].below", .statement, .check),
    ComputedKey("pools[].sizeClasses[].factor", .statement, .check),
    ComputedKey("pools[].baseline.rule", .statement, .plan),
    ComputedKey("pools[].baseline.factor", .statement, .plan),
    ComputedKey("pools[].priceGuidance.prices[].class", .statement, .check),
    ComputedKey("pools[].priceGuidance.prices[].perHour", .statement),
    ComputedKey("pools[].priceGuidance.above", .statement),
    ComputedKey("pools[].caps.beneficiaryShare", .statement, .plan),
    ComputedKey("pools[].caps.beneficiaryAmount", .statement, .plan),
    ComputedKey("pools[].caps.perGpuHour[].class", .statement, .plan),
    ComputedKey("pools[].caps.perGpuHour[].amount", .statement, .plan),
    ComputedKey("pools[].floor.amount", .statement, .plan),
    ComputedKey("pools[].floor.mode", .statement, .plan),
    ComputedKey("pools[].lines[].name", .admission, .plan),
    ComputedKey("pools[].lines[].class", .admission, .check),
    ComputedKey("pools[].lines[].units", .admission, .plan, .check),
    ComputedKey("pools[].lines[].rate", .admission, .plan, .check),
    ComputedKey("pools[].lines[].hours", .plan, .check),
    ComputedKey("pools[].lines[].stated", .admission, .plan, .check),
    ComputedKey("pools[].vesting.kind", .statement, .plan),
    ComputedKey("pools[].vesting.cliff", .statement, .plan),
    ComputedKey("pools[].vesting.onExit", .statement, .plan),
    ComputedKey("pools[].unallocated", .statement, .plan),
    ComputedKey("pools[].conversion.moment", .statement, .plan),
    ComputedKey("pools[].conversion.fundingPrice", .statement, .plan),
    ComputedKey("pools[].conversion.difference", .plan),
    ComputedKey("pools[].activity.part", .statement, .plan),
    ComputedKey("pools[].activity.share", .statement, .check),
    ComputedKey("pools[].activity.cost", .statement, .check),
    ComputedKey("pools[].activity.deployers", .statement, .plan),
    ComputedKey("pools[].activity.gpu", .statement, .plan),
    ComputedKey("pools[].activity.cpu", .statement, .plan),
  ]
}
