import Policy
import Program
import Quantities
import Rewards

extension HistoryScript {
  /// Who joins which pool with what, and what becomes of it.
  mutating func fillPools() {
    settleProviders()
    exceptRefused()
    allowExceptions()
    for pool in policy.pools {
      switch pool.kind {
      case .committed: contract(pool)
      case .epoch: enrol(pool)
      case .research: campaign(pool)
      case .activity: break
      }
    }
    remark()
  }

  func address(_ provider: Int) -> Address { builder.world.providers[provider].address }

  func author(_ provider: Int) -> Author { .account(address(provider)) }

  /// A time at which something about a pool is entered: before it begins, or while it runs.
  private mutating func entryTime(_ pool: PoolPolicy) -> Timestamp {
    chance.chance(percent: 65)
      ? pool.span.start.later(-chance.number(in: 60...80_000)) : time(in: pool.span)
  }

  private mutating func units(_ count: Int) -> Int {
    max(count + chance.pick([-2, -1, 0, 0, 0, 1, 3, 9]), 1)
  }

  private mutating func enrol(_ pool: PoolPolicy) {
    for provider in builder.world.providers.indices {
      for held in holdings[provider] where chance.chance(percent: joinPercent) {
        for _ in 0..<(chance.chance(percent: 15) ? 2 : 1) { enrol(provider, held, pool) }
      }
      guard chance.chance(percent: 25) else { continue }
      for _ in 0..<chance.number(in: 1...2) { schedule(provider, pool) }
    }
  }

  private mutating func enrol(
    _ provider: Int, _ held: (gpuClass: GPUClass, count: Int), _ pool: PoolPolicy
  ) {
    let at = entryTime(pool)
    let earliest = max(at, pool.span.start)
    let from =
      chance.chance(percent: 60) ? earliest : time(in: TimeSpan(earliest, pool.span.end))
    let until = chance.chance(percent: 30) ? time(in: TimeSpan(from, pool.span.end)) : nil
    let id = nextID("e")
    let tier: Int? = pool.eligibility.minimumTier == nil ? nil : chance.pick([nil, 1, 2, 3, 4])
    let evidence =
      tier != nil && chance.chance(percent: 70)
      ? builder.text("Evidence of a tier, \(seed) \(id)", at: at) : nil
    attempt(
      ProviderEnrolled(
        enrolment: id, pool: pool.name, provider: address(provider), gpuClass: held.gpuClass,
        units: units(held.count), from: from, until: until, tier: tier, tierEvidence: evidence),
      by: author(provider), at: at)
    let rest = TimeSpan(from, until ?? pool.span.end)
    var last = at
    for _ in 0..<(chance.chance(percent: 40) ? chance.number(in: 1...2) : 0) {
      let moment = boundary(of: pool, after: time(in: rest))
      last = max(last, moment.later(-chance.number(in: 0...3_600)))
      attempt(
        ProviderAmended(enrolment: id, units: units(held.count), at: max(moment, last)),
        by: author(provider), at: last)
    }
    guard chance.chance(percent: 35) else { return }
    var moment = time(in: rest)
    if chance.chance(percent: 30) { moment = boundary(of: pool, after: moment) }
    last = max(last, moment.later(-chance.number(in: 0...3_600)))
    moment = max(moment, last)
    attempt(ProviderWithdrawn(enrolment: id, at: moment), by: author(provider), at: last)
    if chance.chance(percent: 60) { enrolAgain(provider, held, pool, after: moment) }
  }

  /// Comes back: in the same epoch, which is refused, with the next one, or inside a later one.
  private mutating func enrolAgain(
    _ provider: Int, _ held: (gpuClass: GPUClass, count: Int), _ pool: PoolPolicy,
    after left: Timestamp
  ) {
    var from = boundary(of: pool, after: left)
    if chance.chance(percent: 30) { from = from.later(slot * chance.number(in: Int64(0)...4)) }
    attempt(
      ProviderEnrolled(
        enrolment: nextID("e"), pool: pool.name, provider: address(provider),
        gpuClass: held.gpuClass, units: units(held.count), from: from, until: nil,
        tier: pool.eligibility.minimumTier, tierEvidence: nil),
      by: author(provider), at: left)
  }

  private mutating func schedule(_ provider: Int, _ pool: PoolPolicy) {
    let at = entryTime(pool)
    let from = boundary(of: pool, after: at.later(chance.number(in: 0...20_000)))
    let until = boundary(of: pool, after: from.later(chance.number(in: 1...100_000)))
    let open = chance.number(in: Int64(0)...86_399)
    let length = chance.pick([0, slot, 28_800, 36_000, 80_000])
    attempt(
      ScheduleDeclared(
        provider: address(provider), pool: pool.name, from: from,
        until: chance.chance(percent: 30) ? until : nil, open: open, close: (open + length) % 86_400
      ), by: author(provider), at: at)
  }

  private mutating func contract(_ pool: PoolPolicy) {
    for provider in builder.world.providers.indices {
      for held in holdings[provider] where chance.chance(percent: joinPercent) {
        guard let line = pool.lines.first(where: { $0.pattern.matches(held.gpuClass) }) else {
          continue
        }
        sign(provider, held, line, pool)
      }
    }
  }

  private mutating func sign(
    _ provider: Int, _ held: (gpuClass: GPUClass, count: Int), _ line: PlannedLine,
    _ pool: PoolPolicy
  ) {
    let at = entryTime(pool)
    let earliest = max(at, pool.span.start)
    let from =
      chance.chance(percent: 60) ? earliest : time(in: TimeSpan(earliest, pool.span.end))
    let to =
      chance.chance(percent: 60) ? pool.span.end : time(in: TimeSpan(from, pool.span.end))
    let id = nextID("c")
    let rate = chance.pick([line.rateMicros, line.rateMicros / 2 + 1, 1])
    attempt(
      ContractSigned(
        contract: id, pool: pool.name, line: line.name, provider: address(provider),
        gpuClass: held.gpuClass, units: min(units(held.count), 6),
        rate: sound(try Amount(micros: rate)), from: from, to: to), by: admin, at: at)
    guard chance.chance(percent: 25), from < to else { return }
    let moment = time(in: TimeSpan(from, to))
    attempt(
      ContractEnded(contract: id, at: moment), by: admin,
      at: max(moment.later(-chance.number(in: 0...7_200)), at))
  }

  private mutating func campaign(_ pool: PoolPolicy) {
    for provider in builder.world.providers.indices where chance.chance(percent: 30) {
      schedule(provider, pool)
    }
    for _ in 0..<chance.number(in: 1...3) {
      let at = entryTime(pool)
      let earliest = max(at, pool.span.start)
      let from =
        chance.chance(percent: 50) ? earliest : time(in: TimeSpan(earliest, pool.span.end))
      let to =
        chance.chance(percent: 60) ? pool.span.end : time(in: TimeSpan(from, pool.span.end))
      guard from < to, let pattern = ClassPattern(chance.pick(classes).text) else { continue }
      let id = nextID("k")
      let rate: Int64 = chance.pick([0, 1, 750_000, 6_000_000])
      let cap: Int64 = chance.pick([0, 1, 1_000_000, pool.amount.amount.micros / 4])
      attempt(
        CampaignOpened(
          campaign: id, pool: pool.name, purpose: Label(known: "trial"),
          pattern: chance.chance(percent: 50) ? pattern : anything(pattern),
          rate: sound(try Amount(micros: rate)),
          cap: sound(try Amount(micros: cap)), from: from, to: to), by: admin, at: at)
      join(id, TimeSpan(from, to), after: at)
      guard chance.chance(percent: 30) else { continue }
      let moment = time(in: TimeSpan(from, to))
      attempt(
        CampaignClosed(campaign: id, at: moment), by: admin,
        at: max(moment.later(-chance.number(in: 0...7_200)), at))
    }
  }

  private func anything(_ pattern: ClassPattern) -> ClassPattern {
    ClassPattern("*/*/*/*") ?? pattern
  }

  private mutating func join(_ campaign: Label, _ open: TimeSpan, after opened: Timestamp) {
    for provider in builder.world.providers.indices {
      for held in holdings[provider] where chance.chance(percent: joinPercent) {
        let from = chance.chance(percent: 60) ? open.start : time(in: open)
        let until = chance.chance(percent: 30) ? time(in: TimeSpan(from, open.end)) : nil
        let at = max(opened, from.later(-chance.number(in: 0...40_000)))
        attempt(
          CampaignJoined(
            participation: nextID("p"), campaign: campaign, provider: address(provider),
            gpuClass: held.gpuClass, units: units(held.count), from: from, until: until),
          by: author(provider), at: at)
      }
    }
  }
}
