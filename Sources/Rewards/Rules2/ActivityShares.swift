import Accounting
import Policy
import Quantities

/// Shares a pot over leases by weight, none above its cap: an activity pool's, or a part of an
/// epoch pool's.
///
/// Providers and deployers have a pot each, so that what one side of a lease gains is never taken
/// from the other (law 3). With R one side's pot in µ/(3600 · 10⁶):
///
///     lease: min(cap, λ · weight),  with Σ over leases = R unless every lease is at its cap
///     due of some leases = Σ caps of those at their cap + ⌊R' · Σ weights of the others / W'⌋
///     payee: ⌊(due as provider + due as deployer) / (3600 · 10⁶)⌋
///
/// Law 3: one floor per payee and pot; a longer, larger or dearer lease never lowers its owner's
/// amount.
/// Law 5: what is paid for a lease is a part of what it cost, below what the chain keeps of it.
struct ActivityShares {
  /// Second-millionths at an hourly price that make one unit of money.
  static let scale: UInt128 = 3_600_000_000

  let context: CloseContext
  let rule: ActivityRule
  /// Which side each claim is on.
  let roles: (Int) -> ActivityRole

  /// One side's level, and what each claim comes to at it.
  private struct Side {
    let level: CappedShares
    /// Per claim, the weight of its leases below their caps.
    var open: [UInt128]
    /// Per claim, the caps of its leases at their cap.
    var capped: [UInt128]

    /// What some claims come to together.
    func due(_ claims: [Int]) -> UInt128 {
      claims.reduce(level.open(claims.reduce(0) { $0 + open[$1] })) { $0 + capped[$1] }
    }
  }

  /// Shares `potMicros` over the lines and adds to the parts; returns what each outcome is due.
  func share(
    _ potMicros: Int64, _ roll: inout LineRoll, _ leases: inout ActivityLeases,
    _ allotment: inout Allotment
  ) throws(CloseRejection) -> [UInt128] {
    var sides: [Side] = []
    var nobodys: UInt128 = 0
    var rest: UInt128 = 0
    for role in ActivityRole.allCases {
      let pot = UInt128(potMicros) * 3_600 * UInt128(rule.sidePPM(of: role))
      guard let side = try side(role, pot, &leases) else {
        nobodys += pot
        continue
      }
      if side.level.restWeight == 0 { rest += side.level.rest }
      sides.append(side)
    }
    var dues = Array(repeating: UInt128(0), count: roll.outcomes.count)
    var paid: Int64 = 0
    for line in roll.keys.indices {
      let members = roll.members(line)
      let due = sides.reduce(UInt128(0)) { $0 + $1.due(members.map { roll.outcomes[$0].claim }) }
      let amount = try (due / Self.scale).amountMicros()
      for index in members {
        dues[index] = sides.reduce(0) { $0 + $1.due([roll.outcomes[index].claim]) }
      }
      // All dues together are the pot at most.
      var split = CumulativeSplit(
        amount: UInt64(amount), totalWeight: dues[members].reduce(0, +))
      for index in members {
        let piece = Int64(split.next(weight: dues[index]))
        roll.outcomes[index].amountMicros = try roll.outcomes[index].amountMicros.plusMicros(piece)
        self.split(piece, over: roll.outcomes[index].claim, &leases)
      }
      paid = try paid.plusMicros(amount)
    }
    let nobody = try (nobodys / Self.scale).amountMicros()
    let capped = try (rest / Self.scale).amountMicros()
    try allotment.unallocated.add(nobody, .nobodyEligible)
    try allotment.unallocated.add(capped, .capped)
    try allotment.unallocated.add(potMicros - paid - nobody - capped, .rounding)
    return dues
  }

  /// Finds one side's level and marks the leases at their caps; nil where no lease counts.
  private func side(
    _ role: ActivityRole, _ pot: UInt128, _ leases: inout ActivityLeases
  ) throws(CloseRejection) -> Side? {
    let places = leases.entries.indices.filter { roles($0) == role }.flatMap { claim in
      leases.entries[claim].indices.filter { leases.entries[claim][$0].counts }
        .map { (claim: claim, lease: $0) }
    }
    guard !places.isEmpty else { return nil }
    let claimants = places.map { place in
      let entry = leases.entries[place.claim][place.lease]
      return CappedShares.Claimant(weight: entry.paid.weight, cap: entry.cap)
    }
    guard let level = CappedShares(pot: pot, claimants: claimants) else {
      throw .overflow(.weight)
    }
    let none = Array(repeating: UInt128(0), count: leases.entries.count)
    var side = Side(level: level, open: none, capped: none)
    for (position, place) in places.enumerated() {
      let weight = claimants[position].weight
      if let cap = level.bindingCaps[position] {
        leases.entries[place.claim][place.lease].paid.reason = .leaseCapped
        leases.entries[place.claim][place.lease].due = cap
        // Caps that bind add up to the pot at most.
        side.capped[place.claim] += cap
      } else {
        leases.entries[place.claim][place.lease].due = level.open(weight)
        side.open[place.claim] += weight
      }
    }
    return side
  }

  /// A part's amount over its leases, by what each came to.
  private func split(_ micros: Int64, over claim: Int, _ leases: inout ActivityLeases) {
    let entries = leases.entries[claim]
    var split = CumulativeSplit(
      amount: UInt64(micros), totalWeight: entries.reduce(0) { $0 + $1.due })
    for index in entries.indices {
      leases.entries[claim][index].paid.amountMicros = Int64(
        split.next(weight: entries[index].due))
    }
  }
}

extension ActivityRule {
  /// The part of each lease's pay that is for one side.
  func sidePPM(of role: ActivityRole) -> UInt64 {
    role == .deployer ? deployers.ppm : Ratio.ppmPerOne - deployers.ppm
  }
}

extension CappedShares {
  /// ⌊R · weight / W⌋ for leases that are not at their cap.
  fileprivate func open(_ weight: UInt128) -> UInt128 {
    weight == 0 ? 0 : mulDivFloor(rest, weight, restWeight) ?? 0
  }
}
