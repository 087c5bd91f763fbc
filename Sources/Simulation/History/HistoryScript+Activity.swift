import Evidence
import Policy
import Program
import Quantities
import Rewards

// What pay for leases lives from: tenants, participations, relations, and who watches them.
extension HistoryScript {
  /// Draws it apart, so that histories of rules 1 stay as they are.
  mutating func bringActivity() {
    guard let pool = policy.pools.first(where: { $0.activity != nil }) else { return }
    let kept = chance
    chance = SplitMix64(seed: seed).branch(5)
    defer { chance = kept }
    let names = (0..<4).map { "tenant \(seed) \($0)" }
    for name in names { builder.trust(wallet: name) }
    let tenants = names.map { Invented.address($0) }
    rent(tenants, during: pool.span)
    if pool.kind == .activity { join(pool, tenants) }
    relate(tenants)
    for observer in builder.world.observers.indices { publish(.activity, by: observer) }
  }

  /// Leases of strangers, and some that a provider takes of itself or of another.
  private mutating func rent(_ tenants: [Address], during span: TimeSpan) {
    for index in builder.world.leases.indices where chance.chance(percent: 70) {
      var lease = builder.world.leases[index]
      give(tenants, &lease)
      builder.world.leases[index] = lease
    }
    for number in 0..<chance.number(in: 2...8) {
      let active = part(of: span, atMost: span.seconds)
      var lease = LeaseScript(
        "activity \(seed) \(number)",
        provider: chance.number(in: 0...(builder.world.providers.count - 1)), descriptor: nil,
        gpus: UInt32(chance.number(in: 0...8)),
        priceMicros: chance.pick([0, 1, 350_000, 9_000_000, 40_000_000]),
        isUSD: chance.chance(percent: 55), active: active)
      give(tenants, &lease)
      builder.world.leases.append(lease)
    }
  }

  private mutating func give(_ tenants: [Address], _ lease: inout LeaseScript) {
    let other = chance.number(in: 0...(builder.world.providers.count - 1))
    lease.tenant = chance.chance(percent: 15) ? address(other) : chance.pick(tenants)
    lease.milliCores = UInt32(chance.number(in: 0...64_000))
    lease.costPPM = chance.pick([0, 1, 900, 2_500, 2_500, 2_500, 20_000])
  }

  private mutating func join(_ pool: PoolPolicy, _ tenants: [Address]) {
    for provider in builder.world.providers.indices where chance.chance(percent: 80) {
      join(pool, address(provider), .provider)
    }
    for tenant in tenants where chance.chance(percent: 60) { join(pool, tenant, .deployer) }
  }

  private mutating func join(_ pool: PoolPolicy, _ wallet: Address, _ role: ActivityRole) {
    let early = pool.span.start.later(-chance.number(in: 60...80_000))
    let at = chance.chance(percent: 70) ? early : time(in: pool.span)
    let from = max(at, pool.span.start)
    let until = chance.chance(percent: 25) ? time(in: TimeSpan(from, pool.span.end)) : nil
    let id = nextID("a")
    attempt(
      ActivityJoined(
        participation: id, pool: pool.name, wallet: wallet, role: role, from: from, until: until),
      by: .account(wallet), at: at)
    if chance.chance(percent: 25) {
      attempt(
        PayeeSet(
          provider: wallet, payee: chance.pick([Invented.address("payer \(seed)"), wallet])),
        by: .account(wallet), at: time(in: pool.span))
    }
    guard chance.chance(percent: 30) else { return }
    let left = time(in: TimeSpan(from, pool.span.end))
    attempt(
      ActivityLeft(participation: id, at: left), by: .account(wallet),
      at: max(at, left.later(-chance.number(in: 0...3_600))))
    guard chance.chance(percent: 50) else { return }
    attempt(
      ActivityJoined(
        participation: nextID("a"), pool: pool.name, wallet: wallet, role: role,
        from: left.later(chance.number(in: -60...3_600)), until: nil), by: .account(wallet),
      at: left)
  }

  private mutating func relate(_ tenants: [Address]) {
    for _ in 0..<chance.number(in: 0...3) {
      let provider = chance.number(in: 0...(builder.world.providers.count - 1))
      let tenant = chance.pick(tenants)
      let at = time(in: span)
      attempt(
        RelationDeclared(wallet: address(provider), relative: tenant), by: author(provider), at: at)
      guard chance.chance(percent: 60) else { continue }
      let decided = at.later(chance.number(in: 1...50_000))
      let why = builder.text("What was found of two wallets, \(seed) \(tenant)", at: decided)
      attempt(
        RelationDecided(
          wallet: tenant, relative: address(provider),
          decision: chance.pick([.related, .unrelated, .unrelated]), why: why), by: admin,
        at: decided)
    }
  }
}
