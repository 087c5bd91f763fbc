import Evidence
import Policy
import Quantities

/// An input that was checked, with what follows from it at once.
///
/// A class, so that the many who read it share one.
final class CloseContext: Sendable {
  let input: EpochInput
  let claims: [Claim]
  let tally: Tally
  let pool: PoolPolicy
  let span: TimeSpan
  let isLastEpoch: Bool
  let slotSeconds: Int64
  let dates: Statement.Dates

  /// `claims` are those that the pool is closed for, where they are not the input's.
  init(_ input: EpochInput, claims: [Claim]? = nil) throws(CloseRejection) {
    guard let pool = input.policy.pool(named: input.pool) else { throw .unknownPool(input.pool) }
    guard input.version >= 1, input.version <= Statement.limitCount else {
      throw .versionOutOfRange(input.version)
    }
    let calendar = EpochCalendar(pool)
    guard let span = calendar.epoch(input.epoch) else {
      throw .epochOutOfRange(epoch: input.epoch, count: calendar.count)
    }
    try Self.checkNumbers(input.policy, pool)
    slotSeconds = input.policy.observation.slotSeconds
    guard span.start.seconds % slotSeconds == 0, span.end.seconds % slotSeconds == 0 else {
      throw .boundaryOffSlot(span)
    }
    guard
      let dates = EpochCalendar.dates(
        end: span.end, graceSeconds: input.policy.observation.graceSeconds,
        payouts: input.policy.payouts)
    else { throw .dateOutOfBounds }
    self.input = input
    self.claims = claims ?? input.claims
    tally = input.tally
    self.pool = pool
    self.span = span
    self.dates = dates
    isLastEpoch = input.epoch == calendar.count
    try checkTally()
    try checkFacts()
    try checkPrevious()
  }

  private static func checkNumbers(
    _ policy: ProgramPolicy, _ pool: PoolPolicy
  ) throws(CloseRejection) {
    let observation = policy.observation
    guard observation.slotSeconds > 0 else { throw .policyOutOfBounds(.slot) }
    guard observation.graceSeconds >= 0 else { throw .policyOutOfBounds(.grace) }
    guard observation.maintenance.allowanceSeconds >= 0,
      observation.maintenance.noticeSeconds >= 0
    else { throw .policyOutOfBounds(.maintenance) }
    guard pool.uptime.windowEpochs >= 1 else { throw .policyOutOfBounds(.uptimeWindow) }
    for step in pool.uptime.curve {
      if case .fixed(let factor) = step.factor, factor > .one {
        throw .policyOutOfBounds(.uptimeFactor)
      }
    }
    let amounts =
      [pool.amount.amount.micros, pool.floor?.amountMicros, pool.caps.beneficiaryAmountMicros]
      + pool.caps.perGPUHour.map(\.amountMicros)
    for amount in amounts {
      guard let amount else { continue }
      guard amount >= 0, amount <= Amount.limitMicros else { throw .policyOutOfBounds(.amount) }
    }
  }

  /// The count that a unit is verified by.
  var track: CountTrack {
    CountTrack(level: pool.proof, homogeneous: pool.eligibility.homogeneousNodes)
  }

  /// The same on all nodes.
  var plainTrack: CountTrack { CountTrack(level: pool.proof, homogeneous: false) }

  private func checkTally() throws(CloseRejection) {
    let tally = input.tally
    guard tally.slotSeconds == slotSeconds, tally.start == span.start,
      Int64(tally.slotCount) == span.seconds / slotSeconds
    else { throw .tallyOfOtherSpan(span) }
    for track in [track, plainTrack, .reported] where !tally.tracks.contains(track) {
      throw .countMissing(track.level, homogeneous: track.homogeneous)
    }
  }

  private func check(_ provider: ProviderIndex) throws(CloseRejection) {
    guard provider.position < input.tally.providerCount, provider.position < input.roster.count
    else { throw .providerNotOnRoster(provider) }
  }

  private func checkFacts() throws(CloseRejection) {
    let classCount = input.catalogue.entries.count
    for claim in input.claims {
      try check(claim.provider)
      guard claim.gpuClass.position < classCount else {
        throw .classNotInCatalogue(claim: claim.id)
      }
      guard claim.units >= 1, claim.units <= Claim.limitUnits else {
        throw .unitsOutOfBounds(claim: claim.id)
      }
      if case .contract(let rate) = claim.kind { try Self.checkRate(rate) }
      guard claim.pool != pool.name || claim.kind.belongs(in: pool.kind) else {
        throw .claimOfOtherKind(claim: claim.id)
      }
    }
    for campaign in input.campaigns {
      try Self.checkRate(campaign.rateMicros)
      guard campaign.capMicros >= 0, campaign.capMicros <= Amount.limitMicros else {
        throw .factOutOfBounds(.campaignCap)
      }
    }
    let day = 0..<Timestamp.secondsPerDay
    for schedule in input.schedules {
      guard day.contains(schedule.openSecond), day.contains(schedule.closeSecond) else {
        throw .factOutOfBounds(.scheduleWindow)
      }
    }
    for baseline in input.baselines where baseline.units < 0 {
      throw .factOutOfBounds(.baselineUnits)
    }
  }

  private static func checkRate(_ rate: Int64) throws(CloseRejection) {
    guard rate >= 0, rate <= Amount.limitMicros else { throw .factOutOfBounds(.rate) }
  }

  /// Version 1 of the epoch before, and of as many more as the uptime window looks back.
  private func checkPrevious() throws(CloseRejection) {
    let needed = input.epoch == 1 ? 0 : max(1, min(pool.uptime.windowEpochs, input.epoch) - 1)
    for offset in 0..<max(needed, input.previous.count) {
      let epoch = input.epoch - 1 - offset
      guard offset < input.previous.count else { throw .previousMissing(epoch: epoch) }
      let statement = input.previous[offset]
      guard statement.epoch == epoch, statement.pool == pool.name, statement.version == 1,
        epoch >= 1
      else { throw .previousOfOther(epoch: epoch) }
    }
    guard (input.epoch == 1) == (input.previousDigest == nil) else {
      throw .previousMissing(epoch: input.epoch - 1)
    }
    if let carried = input.previous.first?.pot.carriedOutMicros {
      let limit = pool.kind.hasFixedPots ? Amount.limitMicros : 0
      guard carried.magnitude <= limit.magnitude else { throw .previousCarries(micros: carried) }
    }
    for line in input.previous.first?.lines ?? [] {
      let amounts = [line.vestedMicros, line.accruedMicros, line.waitingMicros, line.uaktToDate]
      guard line.isBalanced,
        amounts.allSatisfy({ $0.magnitude <= Amount.limitMicros.magnitude })
      else { throw .previousUnbalanced(line.key.payee) }
    }
  }
}

extension Claim.Kind {
  /// Whether a pool of this kind has such claims.
  fileprivate func belongs(in pool: PoolPolicy.Kind) -> Bool {
    switch (self, pool) {
    case (.contract, .committed), (.enrolment, .epoch), (.participation, .research): true
    default: false
    }
  }
}
