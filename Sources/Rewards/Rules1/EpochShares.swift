import Accounting
import Policy
import Quantities

/// Shares an epoch pool's pot pro rata under caps (section 6).
///
///     R = pot · 3600,  W = Σ weight
///     payee p of beneficiary b gets  ⌊cap(b) · W(p) / (W(b) · 3600)⌋  when b is capped,
///                                    ⌊R · W(p) / (W · 3600)⌋          otherwise
///
/// One floor per payee and pool (law 3); the remainder belongs to the pool.
struct EpochShares {
  let context: CloseContext

  /// Shares `potMicros` over the lines and splits each line's amount over its parts.
  func share(
    _ potMicros: Int64, _ roll: inout LineRoll, _ terms: inout ClassTermsTable,
    _ allotment: inout Allotment
  ) throws(CloseRejection) {
    var weights: [UInt128] = []
    weights.reserveCapacity(roll.keys.count)
    for line in roll.keys.indices {
      var weight: UInt128 = 0
      for index in roll.members(line) {
        weight = try weight.plus(roll.outcomes[index].weight, .weight)
      }
      weights.append(weight)
      allotment.totalWeight = try allotment.totalWeight.plus(weight, .weight)
    }
    guard allotment.totalWeight > 0 else {
      return try allotment.unallocated.add(potMicros, .nobodyEligible)
    }
    let parties = try BeneficiaryCaps(context, potMicros, roll, weights, &terms)
    guard
      let level = CappedShares(
        pot: UInt128(potMicros) * BeneficiaryCaps.perHour, claimants: parties.claimants)
    else { throw .overflow(.weight) }
    var paid: Int64 = 0
    for line in roll.keys.indices where weights[line] > 0 {
      let party = parties.party(ofLine: line)
      let amount = try level.floor(
        weight: weights[line], of: parties.claimants[party].weight, at: party,
        over: BeneficiaryCaps.perHour
      ).amountMicros()
      try Allotment.split(amount, over: roll.members(line), of: &roll.outcomes)
      paid = try paid.plusMicros(amount)
    }
    let capped =
      level.restWeight == 0 ? try (level.rest / BeneficiaryCaps.perHour).amountMicros() : 0
    try allotment.unallocated.add(capped, .capped)
    try allotment.unallocated.add(potMicros - paid - capped, .rounding)
  }
}

/// The beneficiaries of a pool with their weights and caps.
struct BeneficiaryCaps {
  /// Caps are counted in µ/3600, so that GPU-seconds at an hourly amount stay whole.
  static let perHour: UInt128 = 3_600

  private(set) var claimants: [CappedShares.Claimant] = []
  private var partyOfLine: [Int] = []

  init(
    _ context: CloseContext, _ potMicros: Int64, _ roll: LineRoll, _ weights: [UInt128],
    _ terms: inout ClassTermsTable
  ) throws(CloseRejection) {
    let caps = context.pool.caps
    guard
      caps.beneficiaryShare != nil || caps.beneficiaryAmountMicros != nil
        || !caps.perGPUHour.isEmpty
    else {
      // Nobody is capped: whose payees they are makes no difference.
      claimants = weights.map { CappedShares.Claimant(weight: $0, cap: nil) }
      return
    }
    let pot = UInt128(potMicros) * Self.perHour
    var common: UInt128?
    if let share = caps.beneficiaryShare {
      common = mulDivFloor(pot, UInt128(share.ppm), UInt128(Ratio.ppmPerOne))
    }
    if let amount = caps.beneficiaryAmountMicros {
      let cap = UInt128(amount) * Self.perHour
      common = min(common ?? cap, cap)
    }
    partyOfLine = Array(repeating: 0, count: roll.keys.count)
    let lines = roll.keys.indices.sorted { left, right in
      let order = ByteOrder.compare(
        roll.keys[left].beneficiary.bytes, roll.keys[right].beneficiary.bytes)
      return order != 0 ? order < 0 : left < right
    }
    var next = 0
    while next < lines.count {
      let beneficiary = roll.keys[lines[next]].beneficiary
      var weight: UInt128 = 0
      var hourly: HourlyCap? = caps.perGPUHour.isEmpty ? nil : HourlyCap()
      while next < lines.count, roll.keys[lines[next]].beneficiary == beneficiary {
        let line = lines[next]
        partyOfLine[line] = claimants.count
        weight = try weight.plus(weights[line], .weight)
        for index in roll.members(line) where roll.outcomes[index].weight > 0 {
          let limit = terms[context.claims[roll.outcomes[index].claim].gpuClass].hourCapMicros
          hourly?.add(roll.outcomes[index].weightedVerifiedSeconds, limitMicros: limit)
        }
        next += 1
      }
      var cap = common
      if let limit = hourly?.limit { cap = min(cap ?? limit, limit) }
      claimants.append(CappedShares.Claimant(weight: weight, cap: cap))
    }
  }

  /// The claimant whose payee the line is.
  func party(ofLine line: Int) -> Int { partyOfLine.isEmpty ? line : partyOfLine[line] }

  /// Σ U · units · amount per GPU-hour; without an amount for one class there is no such cap.
  private struct HourlyCap {
    private var sum: UInt128 = 0
    private var isOpen = false

    mutating func add(_ seconds: UInt128, limitMicros: Int64?) {
      guard let limitMicros else {
        isOpen = true
        return
      }
      // A cap this high never binds, so that the sum may stop at the highest number.
      let (product, isOver) = seconds.multipliedReportingOverflow(by: UInt128(limitMicros))
      let (next, isOverToo) = sum.addingReportingOverflow(isOver ? .max : product)
      sum = isOverToo ? .max : next
    }

    var limit: UInt128? { isOpen ? nil : sum }
  }
}
