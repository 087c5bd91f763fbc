import Accounting
import Policy
import Quantities

/// Claims paid by the hour: contracts, and participations under a campaign's rate (section 7).
///
///     x = Σ credit · rate,   payee gets ⌊Σ x / (3600 · 10⁶)⌋
///
/// Never more than contracted, because credit ≤ verified seconds · 10⁶.
struct RatedShares {
  /// Second-millionths at an hourly rate that make one unit of money.
  static let scale: UInt128 = 3_600_000_000

  let context: CloseContext

  /// Seconds at a rate by kind, and what the uptime curve takes.
  private struct Unpaid {
    var byKind = [UInt128](repeating: 0, count: SecondKind.allCases.count)
    var curve: UInt128 = 0

    mutating func add(_ outcome: ClaimOutcome, rate: UInt128) throws(CloseRejection) {
      for kind in SecondKind.allCases where outcome.unitSeconds[kind] > 0 {
        let value = try UInt128(outcome.unitSeconds[kind]).times(rate, .obligation)
        byKind[kind.rawValue] = try byKind[kind.rawValue].plus(value, .obligation)
      }
      let verified = UInt128(outcome.unitSeconds.verified) * UInt128(Ratio.ppmPerOne)
      curve = try curve.plus((verified - outcome.credit).times(rate, .obligation), .obligation)
    }
  }

  // MARK: Committed

  func shareCommitted(
    _ roll: inout LineRoll, _ allotment: inout Allotment
  ) throws(CloseRejection) {
    allotment.baseMicros = try contractedMicros()
    var unpaid = Unpaid()
    var left = allotment.baseMicros
    for line in roll.keys.indices {
      var demand: UInt128 = 0
      for index in roll.members(line) {
        let rate = try contractRate(roll.outcomes[index])
        demand = try demand.plus(weigh(&roll.outcomes[index], rate: rate), .weight)
        try unpaid.add(roll.outcomes[index], rate: rate)
      }
      allotment.totalWeight = try allotment.totalWeight.plus(demand, .weight)
      let amount = try (demand / Self.scale).amountMicros()
      try Allotment.split(amount, over: roll.members(line), of: &roll.outcomes)
      left = try left.plusMicros(-amount)
    }
    try explain(left, unpaid, &allotment)
  }

  /// ⌊A(end)/3600⌋ − ⌊A(start)/3600⌋, A(x) = Σ units · rate · contracted seconds before x.
  private func contractedMicros() throws(CloseRejection) -> Int64 {
    var before: UInt128 = 0
    var through: UInt128 = 0
    for claim in context.claims where claim.pool == context.pool.name {
      guard case .contract(let rate) = claim.kind else { throw .claimOfOtherKind(claim: claim.id) }
      let perSecond = UInt128(claim.units) * UInt128(rate)
      func value(before end: Timestamp) throws(CloseRejection) -> UInt128 {
        let seconds = max(0, min(claim.until, end).seconds - claim.from.seconds)
        return try perSecond.times(UInt128(seconds), .obligation)
      }
      before = try before.plus(value(before: context.span.start), .obligation)
      through = try through.plus(value(before: context.span.end), .obligation)
    }
    return try (through / 3600 - before / 3600).amountMicros()
  }

  private func contractRate(_ outcome: ClaimOutcome) throws(CloseRejection) -> UInt128 {
    let claim = context.claims[outcome.claim]
    guard case .contract(let rate) = claim.kind else { throw .claimOfOtherKind(claim: claim.id) }
    return UInt128(rate)
  }

  /// Sets and returns x.
  private func weigh(
    _ outcome: inout ClaimOutcome, rate: UInt128
  ) throws(CloseRejection) -> UInt128 {
    outcome.weight = try outcome.credit.times(rate, .weight)
    return outcome.weight
  }

  /// Law 7: says why the rest of a base was not earned, reason by reason, never more than the rest.
  private func explain(
    _ rest: Int64, _ unpaid: Unpaid, _ allotment: inout Allotment
  ) throws(CloseRejection) {
    var left = UInt128(max(0, rest))
    for kind in SecondKind.allCases {
      guard let reason = UnallocatedReason(kind) else { continue }
      let part = min(left, unpaid.byKind[kind.rawValue] / 3600)
      try allotment.unallocated.add(part.amountMicros(), reason)
      left -= part
    }
    let curve = min(left, unpaid.curve / Self.scale)
    try allotment.unallocated.add(curve.amountMicros(), .uptimeCurve)
    try allotment.unallocated.add((left - curve).amountMicros(), .rounding)
  }

  // MARK: Research

  func shareResearch(
    _ roll: inout LineRoll, _ allotment: inout Allotment
  ) throws(CloseRejection) {
    let campaigns = try orderedCampaigns()
    let members = try members(of: campaigns, roll)
    let before = try earnedBefore(campaigns, roll.corrections)
    var poolLeft = Int128(context.pool.amount.amount.micros)
    for amount in before { poolLeft -= Int128(amount) }
    for (position, campaign) in campaigns.enumerated() {
      let limit = max(0, min(Int128(campaign.capMicros) - Int128(before[position]), poolLeft))
      let contracted = try contracted(members[position], roll.outcomes, campaign)
      let base = try min(UInt128(limit), contracted).amountMicros()
      let earned = try share(
        base, campaign, members[position], &roll.outcomes, &allotment)
      poolLeft -= Int128(base)
      allotment.baseMicros = try allotment.baseMicros.plusMicros(base)
      allotment.campaigns.append(
        Statement.CampaignTotal(
          campaign: campaign.id, baseMicros: base, earnedMicros: earned,
          earnedToDateMicros: try before[position].plusMicros(earned)))
    }
  }

  private func orderedCampaigns() throws(CloseRejection) -> [Campaign] {
    let campaigns = context.input.campaigns.filter { $0.pool == context.pool.name }
      .sorted { $0.line < $1.line }
    for index in campaigns.indices.dropFirst()
    where campaigns[index - 1].line == campaigns[index].line {
      throw .lineTwice(campaigns[index].line)
    }
    return campaigns
  }

  /// The positions of each campaign's outcomes, in the order of lines.
  private func members(
    of campaigns: [Campaign], _ roll: LineRoll
  ) throws(CloseRejection) -> [[Int]] {
    var positions: [Label: Int] = [:]
    for (position, campaign) in campaigns.enumerated() { positions[campaign.id] = position }
    var members = [[Int]](repeating: [], count: campaigns.count)
    for index in roll.outcomes.indices {
      let claim = context.claims[roll.outcomes[index].claim]
      guard case .participation(let id) = claim.kind else {
        throw .claimOfOtherKind(claim: claim.id)
      }
      guard let position = positions[id] else { throw .campaignUnknown(id) }
      members[position].append(index)
    }
    return members
  }

  /// What each campaign earned before: in the previous statement, and by corrections in this one.
  private func earnedBefore(
    _ campaigns: [Campaign], _ corrections: CorrectionRoll
  ) throws(CloseRejection) -> [Int64] {
    var pairs: [(Label, Int64)] = []
    for total in context.input.previous.first?.campaigns ?? [] {
      pairs.append((total.campaign, total.earnedToDateMicros))
    }
    for entry in corrections.entries {
      let claim = context.claims[entry.claim]
      guard case .participation(let id) = claim.kind else {
        throw .claimOfOtherKind(claim: claim.id)
      }
      pairs.append((id, entry.micros))
    }
    for (id, _) in pairs where !campaigns.contains(where: { $0.id == id }) {
      throw .campaignUnknown(id)
    }
    let sums = try SortedMap(pairs) { (left, right) throws(CloseRejection) in
      try left.plusMicros(right)
    }
    return campaigns.map { sums[$0.id] ?? 0 }
  }

  /// ⌈A/3600⌉, A = Σ units · rate · seconds of the participations inside the epoch.
  private func contracted(
    _ members: [Int], _ outcomes: [ClaimOutcome], _ campaign: Campaign
  ) throws(CloseRejection) -> UInt128 {
    var sum: UInt128 = 0
    for index in members {
      let claim = context.claims[outcomes[index].claim]
      let perSecond = UInt128(claim.units) * UInt128(campaign.rateMicros)
      let seconds = UInt128(claim.seconds(in: context.span))
      sum = try sum.plus(perSecond.times(seconds, .obligation), .obligation)
    }
    return sum / 3600 + (sum % 3600 == 0 ? 0 : 1)
  }

  /// Shares a campaign's base; returns what was earned.
  private func share(
    _ base: Int64, _ campaign: Campaign, _ members: [Int], _ outcomes: inout [ClaimOutcome],
    _ allotment: inout Allotment
  ) throws(CloseRejection) -> Int64 {
    let rate = UInt128(campaign.rateMicros)
    var total: UInt128 = 0
    var unpaid = Unpaid()
    for index in members {
      total = try total.plus(weigh(&outcomes[index], rate: rate), .weight)
      try unpaid.add(outcomes[index], rate: rate)
    }
    allotment.totalWeight = try allotment.totalWeight.plus(total, .weight)
    let isWithin = total <= UInt128(base) * Self.scale
    var earned: Int64 = 0
    var next = 0
    while next < members.count {
      let line = outcomes[members[next]].line
      var end = next
      var demand: UInt128 = 0
      while end < members.count, outcomes[members[end]].line == line {
        demand += outcomes[members[end]].weight
        end += 1
      }
      let share =
        isWithin ? demand / Self.scale : mulDivFloor(UInt128(base), demand, total) ?? 0
      let amount = try share.amountMicros()
      try Allotment.split(amount, over: members[next..<end], of: &outcomes)
      earned = try earned.plusMicros(amount)
      next = end
    }
    try explain(base - earned, unpaid, &allotment)
    return earned
  }
}
