import Evidence
import Policy
import Quantities

/// The arithmetic of `rules: 1`, from a tally to a statement: `docs/reference/rules-1.md`.
///
/// Released once, never changed; a change is another folder (law 6).
enum Rules1 {
  static func statement(
    for input: EpochInput, by workforce: some Workforce
  ) throws(CloseRejection) -> Statement {
    let context = try CloseContext(input)
    var meter = try ClaimMeter(context)
    let outcomes = try meter.outcomes(by: workforce)
    let claims = try ClaimIndex(context)
    let vesting = Vesting(context)
    let corrections = try CorrectionRoll(context, claims, vesting)
    var roll = try LineRoll(context, outcomes, corrections)
    var allotment = try share(context, &roll, &meter)
    let campaigns = allotment.campaigns
    let observed = Statement.Observed(
      slots: context.tally.slotCount, unobservedAll: meter.unobservedAllSlots)
    var book = try LineBook(context, claims, vesting)
    let lines = try book.lines(roll, by: workforce)
    return try statement(
      context, &allotment, book, lines, observed: observed, campaigns: campaigns)
  }

  /// What the lines and what is left come to.
  static func statement(
    _ context: CloseContext, _ allotment: inout Allotment, _ book: LineBook,
    _ lines: [StatementLine], observed: Statement.Observed,
    campaigns: [Statement.CampaignTotal]
  ) throws(CloseRejection) -> Statement {
    let input = context.input
    try allotment.unallocated.add(book.forfeitedMicros, .forfeited)
    try allotment.unallocated.add(book.refusedMicros, .refused)
    if !context.pool.kind.hasFixedPots {
      try allotment.unallocated.add(-allotment.correctionsMicros, .correction)
    }
    return Statement(
      program: input.names.program, pool: input.pool, epoch: input.epoch, version: input.version,
      span: context.span, rules: input.policy.rules,
      isDemonstration: input.names.isDemonstration, policy: input.names.policy,
      catalogue: input.names.catalogue, facts: input.names.facts,
      previous: input.previousDigest, currency: context.pool.currency, price: input.price,
      pot: try pot(context, allotment, earned: book.earnedMicros),
      unallocated: allotment.unallocated.entries, dates: context.dates, observed: observed,
      campaigns: campaigns, weight: allotment.totalWeight, lines: lines)
  }

  private static func share(
    _ context: CloseContext, _ roll: inout LineRoll, _ meter: inout ClaimMeter
  ) throws(CloseRejection) -> Allotment {
    var allotment = Allotment(context, roll.corrections)
    switch context.pool.kind {
    case .committed: try RatedShares(context: context).shareCommitted(&roll, &allotment)
    case .research: try RatedShares(context: context).shareResearch(&roll, &allotment)
    case .activity: throw .policyOutOfBounds(.kind)
    case .epoch:
      let shared = try fixedPot(context, &allotment)
      if let floor = context.pool.floor {
        let observed = UInt64(context.tally.slotCount - meter.unobservedAllSlots)
        let shares = FloorShares(
          context: context, floor: floor,
          observedSeconds: observed * UInt64(context.slotSeconds))
        try shares.share(shared, &roll, &allotment)
      } else {
        try EpochShares(context: context).share(shared, &roll, &meter.terms, &allotment)
      }
    }
    return allotment
  }

  /// The epoch's part of the amount with what was carried in, less corrections, at least 0.
  static func fixedPot(
    _ context: CloseContext, _ allotment: inout Allotment
  ) throws(CloseRejection) -> Int64 {
    allotment.baseMicros = timeShare(context)
    let pot = try allotment.baseMicros.plusMicros(allotment.carriedInMicros)
      .plusMicros(-allotment.correctionsMicros)
    // What corrections take beyond the pot is for later epochs to bear.
    try allotment.unallocated.add(min(0, pot), .correction)
    return max(0, pot)
  }

  /// ⌊amount · (b(n) − S) / (E − S)⌋ − ⌊amount · (b(n−1) − S) / (E − S)⌋
  private static func timeShare(_ context: CloseContext) -> Int64 {
    let span = context.pool.span
    func through(_ time: Timestamp) -> Int64 {
      let part = mulDivFloor(
        UInt128(context.pool.amount.amount.micros), UInt128(time.seconds(since: span.start)),
        UInt128(span.seconds))
      // An epoch lies within a span that is not empty, so that this is at most the amount.
      return part.map { Int64($0) } ?? 0
    }
    return through(context.span.end) - through(context.span.start)
  }

  /// Law 1: base + carriedIn = earned + unallocated, unallocated = carriedOut + returned.
  ///
  /// What is missing after corrections is carried out under any rule; nobody pays it back.
  private static func pot(
    _ context: CloseContext, _ allotment: Allotment, earned: Int64
  ) throws(CloseRejection) -> Statement.Pot {
    let unallocated = try allotment.unallocated.total()
    let pot = try allotment.baseMicros.plusMicros(allotment.carriedInMicros)
    let spent = try earned.plusMicros(unallocated)
    precondition(
      pot == spent,
      "What comes into an epoch is earned by somebody or unallocated for a reason.")
    guard unallocated >= 0 || !context.pool.kind.hasFixedPots || !context.isLastEpoch else {
      throw .correctionsExceedPot(micros: -unallocated)
    }
    let carries =
      context.pool.kind.hasFixedPots && !context.isLastEpoch
      && (context.pool.unallocated == .carry || unallocated < 0)
    return Statement.Pot(
      baseMicros: allotment.baseMicros, carriedInMicros: allotment.carriedInMicros,
      earnedMicros: earned, unallocatedMicros: unallocated,
      carriedOutMicros: carries ? unallocated : 0, returnedMicros: carries ? 0 : unallocated)
  }
}
