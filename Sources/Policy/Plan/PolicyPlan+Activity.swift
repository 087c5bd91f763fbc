import Quantities

extension PolicyPlan {
  /// What a pool pays for leases, and how much must be leased to use up what of a pot is for them.
  func activitySections(_ pool: PoolPolicy) -> [PlanSection] {
    guard let rule = pool.activity else { return [] }
    let pot = pool.leasedMicros(
      ofPot: EpochCalendar(pool).potMicros(of: pool.amount.amount, epoch: 1))
    var figures = FindingFigures([
      "share": .ratio(rule.share), "cost": .ratio(rule.cost),
      "deployers": .ratio(rule.deployers), "gpu": .ratio(rule.gpu), "cpu": .ratio(rule.cpu),
    ])
    if let part = rule.part {
      figures.add("part", .ratio(part))
      figures.add("leasedOfFirstPot", .money(pot, pool.currency))
    }
    if rule.share > .zero {
      let spend = (pot * Int128(Ratio.ppmPerOne) + Int128(rule.share.ppm) - 1)
      figures.add("spendToUseFirstPot", .money(spend / Int128(rule.share.ppm), pool.currency))
    }
    return [
      PlanSection(
        "Leased pay of \(pool.name)", figures: figures,
        notes: ["What leases do not use up is unallocated, with the reason `capped`."])
    ]
  }
}
