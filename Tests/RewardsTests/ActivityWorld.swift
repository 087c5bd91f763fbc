import Evidence
import Policy
import Quantities
import Rewards

/// A program with one activity pool, whose leases are told one by one.
struct ActivityWorld {
  var world: World
  private(set) var activities: [TallyActivity] = []
  private var nextLine = 2

  /// A pool of this amount over 120 days, closed by the day.
  init(
    amount: String = "1200.00 USD", share: UInt64 = 2_000, cost: UInt64 = 2_500,
    deployers: UInt64 = 0, gpu: UInt64 = 1_000_000, cpu: UInt64 = 10_000
  ) {
    var pool = World.pool("active", kind: .activity, amount: amount)
    pool.activity = ActivityRule(
      share: World.ratio(share), cost: World.ratio(cost), deployers: World.ratio(deployers),
      gpu: World.ratio(gpu), cpu: World.ratio(cpu))
    world = World([pool])
  }

  /// Wallets of tenants; far from those of providers.
  static func tenant(_ number: Int) -> Address { World.address(10_000 + number) }

  /// A new provider that takes part.
  @discardableResult
  mutating func provider(
    _ id: String, payee: Address? = nil, beneficiary: String? = nil, from: Int64 = 0,
    until: Int64? = nil
  ) -> ProviderIndex {
    let provider = world.provider()
    join(
      id, .provider, World.address(provider.position), payee: payee, beneficiary: beneficiary,
      from: from, until: until)
    return provider
  }

  /// Lets a wallet take part; times are seconds after the pool's start.
  mutating func join(
    _ id: String, _ role: ActivityRole, _ wallet: Address, payee: Address? = nil,
    beneficiary: String? = nil, from: Int64 = 0, until: Int64? = nil
  ) {
    let end = until.map { time($0) } ?? world.policy.pools[0].span.end
    nextLine += 1
    world.activity.participants.append(
      ActivityParticipant(
        id: World.label(id), pool: world.policy.pools[0].name, role: role, wallet: wallet,
        from: time(from), until: end, statedUntil: end, payee: payee ?? wallet,
        beneficiary: beneficiary.map { Beneficiary(World.label($0)) } ?? Beneficiary(wallet),
        line: nextLine))
  }

  /// A lease; times are seconds after the pool's start, the price is dollars (or AKT) per hour.
  mutating func lease(
    _ number: UInt128, _ provider: ProviderIndex, tenant: Address, gpus: UInt32 = 1,
    milliCores: UInt32 = 0, hourly micros: UInt64, from: Int64 = 0, to: Int64 = 86_400,
    denomination: LeaseDenomination = .microDollars, costPPM: UInt32 = 2_500
  ) {
    do {
      activities.append(
        TallyActivity(
          lease: LeaseIdentifier(value: number),
          span: try TimeSpan(start: time(from), end: time(to)),
          terms: TallyActivity.Terms(
            provider: provider, tenant: tenant, gpus: gpus, milliCores: milliCores,
            denomination: denomination, pricePerHourMicros: micros, costPPM: costPPM)))
    } catch { preconditionFailure("bad lease") }
  }

  func time(_ seconds: Int64) -> Timestamp {
    do { return try World.start.adding(seconds: seconds) } catch {
      preconditionFailure("bad time")
    }
  }

  /// The leases of an epoch, cut to it, in the order given.
  func tally(epoch: Int = 1, order: [Int]? = nil) -> Tally {
    var builder = world.tally(epoch: epoch)
    let span = builder.finish().span
    for index in order ?? Array(activities.indices) {
      let activity = activities[index]
      let low = max(span.start, activity.span.start)
      let high = min(span.end, activity.span.end)
      guard low < high, let cut = try? TimeSpan(start: low, end: high) else { continue }
      builder.add(TallyActivity(lease: activity.lease, span: cut, terms: activity.terms))
    }
    return builder.finish()
  }

  func close(epoch: Int = 1, previous: [Statement] = []) throws -> Statement {
    try world.close(epoch: epoch, tally: tally(epoch: epoch), previous: previous)
  }
}
