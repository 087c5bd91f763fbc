import Evidence
import Policy
import Quantities

/// The arithmetic of `rules: 2`: that of rules 1, and pay for leases (`docs/reference/rules-2.md`).
///
/// Released once, never changed; a change is another folder (law 6).
enum Rules2 {
  static func statement(
    for input: EpochInput, by workforce: some Workforce
  ) throws(CloseRejection) -> Statement {
    guard let pool = input.policy.pool(named: input.pool) else { throw .unknownPool(input.pool) }
    guard let rule = pool.activity else {
      guard pool.kind != .activity else { throw .policyOutOfBounds(.kind) }
      return try Rules1.statement(for: input, by: workforce)
    }
    try refuseSecondPayer(input.policy, pool)
    switch pool.kind {
    case .activity: return try activity(input, rule, by: workforce)
    case .epoch: return try leasedPart(input, pool, rule, by: workforce)
    case .committed, .research: throw .policyOutOfBounds(.activity)
    }
  }

  /// Law 5: two pools that pay for leases at once would pay for one twice, together above its cost.
  private static func refuseSecondPayer(
    _ policy: ProgramPolicy, _ pool: PoolPolicy
  ) throws(CloseRejection) {
    let other = policy.pools.first {
      $0.name != pool.name && $0.activity != nil && $0.span.overlaps(pool.span)
    }
    if let other { throw .leasesPaidTwice(pool: other.name) }
  }

  /// Closes an epoch pool of whose pot leases share a part, and presence the rest: two pots, each
  /// floored once per payee, as each campaign of a research pool is.
  private static func leasedPart(
    _ input: EpochInput, _ pool: PoolPolicy, _ rule: ActivityRule, by workforce: some Workforce
  ) throws(CloseRejection) -> Statement {
    guard pool.floor == nil, pool.vesting.kind != .quarterly, rule.deployers == .zero else {
      throw .policyOutOfBounds(.activity)
    }
    let context = try CloseContext(input)
    var meter = try ClaimMeter(context)
    let metered = try meter.outcomes(by: workforce)
    var leases = ActivityLeases(context, metered.outcomes, rule)
    let claims = try ClaimIndex(context)
    let vesting = Vesting(context)
    var roll = try LineRoll(context, metered, CorrectionRoll(context, claims, vesting))
    var allotment = Allotment(context, roll.corrections)
    let pot = try Rules1.fixedPot(context, &allotment)
    let leased = Int64(pool.leasedMicros(ofPot: Int128(pot)))
    try EpochShares(context: context).share(pot - leased, &roll, &meter.terms, &allotment)
    _ = try ActivityShares(context: context, rule: rule, roles: { _ in .provider })
      .share(leased, &roll, &leases, &allotment)
    var book = try LineBook(context, claims, vesting)
    var lines = try book.lines(roll, by: workforce)
    leases.enter(into: &lines, of: context)
    let observed = Statement.Observed(
      slots: context.tally.slotCount, unobservedAll: meter.unobservedAllSlots)
    return try Rules1.statement(
      context, &allotment, book, lines, observed: observed, campaigns: [])
  }

  /// Closes an activity pool: leases instead of units, then lines as in every other pool.
  private static func activity(
    _ input: EpochInput, _ rule: ActivityRule, by workforce: some Workforce
  ) throws(CloseRejection) -> Statement {
    let participants = input.activity.participants.filter { $0.pool == input.pool }
    let context = try context(input, participants)
    try ActivityLeases.refuseOverlaps(participants)
    var leases = ActivityLeases(context, participants, rule)
    let claims = try ClaimIndex(context)
    let vesting = Vesting(context)
    let corrections = try CorrectionRoll(context, claims, vesting)
    let outcomes = context.claims.indices.filter { context.claims[$0].overlaps(context.span) }
      .map { ClaimOutcome(claim: $0) }
    var roll = try LineRoll(context, MeteredClaims(outcomes, []), corrections)
    var allotment = Allotment(context, corrections)
    let pot = try Rules1.fixedPot(context, &allotment)
    let shares = ActivityShares(context: context, rule: rule, roles: { participants[$0].role })
    let dues = try shares.share(pot, &roll, &leases, &allotment)
    for (index, due) in dues.enumerated() {
      roll.outcomes[index].weight = due
      allotment.totalWeight = try allotment.totalWeight.plus(due, .weight)
    }
    var book = try LineBook(context, claims, vesting)
    var lines = try book.lines(roll, by: workforce)
    leases.enter(into: &lines, of: context)
    // Leases are read second by second; no slot is lost to too few observers.
    let observed = Statement.Observed(slots: context.tally.slotCount, unobservedAll: 0)
    return try Rules1.statement(
      context, &allotment, book, lines, observed: observed, campaigns: [])
  }

  /// Participants as claims: their wallets follow the roster, because deployers are not on it.
  private static func context(
    _ input: EpochInput, _ participants: [ActivityParticipant]
  ) throws(CloseRejection) -> CloseContext {
    var extended = input
    var claims: [Claim] = []
    claims.reserveCapacity(participants.count)
    for participant in participants {
      let number = ProviderIndex(UInt32(extended.roster.count))
      extended.roster.append(participant.wallet)
      claims.append(
        Claim(
          id: participant.id, pool: participant.pool, provider: number, gpuClass: ClassIndex(0),
          units: 1, from: participant.from, until: participant.until,
          statedUntil: participant.statedUntil, endedEarly: participant.endedEarly,
          payee: participant.payee, beneficiary: participant.beneficiary, line: participant.line,
          kind: .activity))
    }
    return try CloseContext(extended, claims: claims)
  }
}
