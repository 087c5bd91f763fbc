import Accounting
import Policy
import Quantities

/// Pays up to a floor, or a floor regardless of revenue, per provider and epoch (section 6, O-32).
///
///     demand = max(0, ⌊floor · C / (10⁶ · T)⌋ − revenue)
///     T = seconds that somebody could observe,   c = the highest credit of a claim's units
///     C = the highest Σ c over claims no two of which share a second;   C ≤ 10⁶ · T
///     payee gets its demand when Σ demand ≤ pot, else ⌊pot · demand / Σ demand⌋
///
/// Law 3: more seconds and more units raise c or leave it, whatever the other units do. Claims that
/// stand beside each other earn no more than the best of them: presence for an hour, divided into
/// many enrolments, is worth an hour.
struct FloorShares {
  let context: CloseContext
  let floor: FloorRule
  /// T, the seconds of the epoch that are not `unobserved-all`.
  let observedSeconds: UInt64

  /// Sets demands as weights and shares `potMicros` by them.
  func share(
    _ potMicros: Int64, _ roll: inout LineRoll, _ allotment: inout Allotment
  ) throws(CloseRejection) {
    let isMeasured = try demand(&roll.outcomes)
    var demands: [UInt128] = []
    demands.reserveCapacity(roll.keys.count)
    for line in roll.keys.indices {
      var demand: UInt128 = 0
      for index in roll.members(line) {
        demand = try demand.plus(roll.outcomes[index].weight, .weight)
      }
      demands.append(demand)
      allotment.totalWeight = try allotment.totalWeight.plus(demand, .weight)
    }
    let total = allotment.totalWeight
    guard total > 0 || isMeasured else {
      return try allotment.unallocated.add(potMicros, .nobodyEligible)
    }
    let pot = UInt128(potMicros)
    var paid: Int64 = 0
    for line in roll.keys.indices where demands[line] > 0 {
      let amount =
        try total <= pot
        ? demands[line].amountMicros()
        : (mulDivFloor(pot, demands[line], total) ?? 0).amountMicros()
      try Allotment.split(amount, over: roll.members(line), of: &roll.outcomes)
      paid = try paid.plusMicros(amount)
    }
    let needed = try min(pot, total).amountMicros()
    try allotment.unallocated.add(potMicros - needed, .floorNotNeeded)
    try allotment.unallocated.add(needed - paid, .rounding)
  }

  /// Finds each provider's demand and splits it over its eligible claims by credit.
  ///
  /// Returns whether anything was measured at all.
  private func demand(_ outcomes: inout [ClaimOutcome]) throws(CloseRejection) -> Bool {
    let claims = context.claims
    var order = outcomes.indices.filter { outcomes[$0].isEligible }
    order.sort { left, right in
      let (first, second) = (claims[outcomes[left].claim], claims[outcomes[right].claim])
      return first.provider == second.provider
        ? first.line < second.line : first.provider < second.provider
    }
    let leases = LeasePrices(context)
    var isMeasured = false
    var next = 0
    while next < order.count {
      let provider = claims[outcomes[order[next]].claim].provider
      var end = next
      var measured: UInt128 = 0
      var credit: UInt128 = 0
      var classes: [ClassIndex] = []
      while end < order.count, claims[outcomes[order[end]].claim].provider == provider {
        let outcome = outcomes[order[end]]
        measured += outcome.measuredSeconds
        credit += outcome.credit
        let gpuClass = claims[outcome.claim].gpuClass
        if !classes.contains(gpuClass) { classes.append(gpuClass) }
        end += 1
      }
      let own = order[next..<end]
      next = end
      guard measured > 0 else { continue }
      isMeasured = true
      let revenue = floor.mode == .topUp ? leases.revenue(provider, of: classes) : 0
      if revenue == nil {
        for index in own where outcomes[index].unitSeconds.total > 0 {
          outcomes[index].holdReason = outcomes[index].holdReason ?? .revenueUnknown
        }
      }
      let due = floorAmount(bestSeries(own.map { outcomes[$0] }))
      let demand = due > revenue ?? 0 ? due - (revenue ?? 0) : 0
      var split = CumulativeSplit(amount: UInt64(demand), totalWeight: credit)
      for index in own {
        outcomes[index].weight = UInt128(split.next(weight: outcomes[index].credit))
      }
    }
    return isMeasured
  }

  /// C: the highest Σ c over claims no two of which share a second.
  ///
  /// In order of their ends, a claim either is not among the best so far, or is, with the best of
  /// those that end by its beginning.
  private func bestSeries(_ outcomes: [ClaimOutcome]) -> UInt128 {
    let claims = context.claims
    let ordered = outcomes.filter { $0.bestCredit > 0 }.sorted { left, right in
      let (first, second) = (claims[left.claim], claims[right.claim])
      return (first.until, first.line) < (second.until, second.line)
    }
    var best: [UInt128] = [0]
    best.reserveCapacity(ordered.count + 1)
    for (index, outcome) in ordered.enumerated() {
      let from = claims[outcome.claim].from
      var low = 0
      var high = index
      while low < high {
        let middle = (low + high) / 2
        if claims[ordered[middle].claim].until <= from { low = middle + 1 } else { high = middle }
      }
      best.append(max(best[index], best[low] + UInt128(outcome.bestCredit)))
    }
    return best[ordered.count]
  }

  /// ⌊floor · C / (10⁶ · T)⌋, at most the floor.
  private func floorAmount(_ best: UInt128) -> UInt128 {
    let whole = UInt128(observedSeconds) * UInt128(Ratio.ppmPerOne)
    guard whole > 0 else { return 0 }
    return mulDivFloor(UInt128(floor.amountMicros), min(whole, best), whole) ?? 0
  }
}
