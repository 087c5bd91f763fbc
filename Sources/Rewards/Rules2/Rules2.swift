import Evidence
import Policy
import Quantities

/// The arithmetic of `rules: 2`: that of rules 1, and activity pools (`docs/reference/rules-2.md`).
///
/// Released once, never changed; a change is another folder (law 6).
enum Rules2 {
  static func statement(
    for input: EpochInput, by workforce: some Workforce
  ) throws(CloseRejection) -> Statement {
    guard let pool = input.policy.pool(named: input.pool), pool.kind == .activity else {
      return try Rules1.statement(for: input, by: workforce)
    }
    guard let rule = pool.activity else { throw .policyOutOfBounds(.kind) }
    return try activity(input, rule, by: workforce)
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
    try ActivityShares(context: context, rule: rule, roles: participants.map(\.role))
      .share(pot, &roll, &leases, &allotment)
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
