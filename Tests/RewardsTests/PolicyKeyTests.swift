import Evidence
import Policy
import Quantities
import Rewards
import Testing

/// No decorative settings: each computed key of a pool and of the program changes a statement.
@Suite struct PolicyKeyTests {
  private struct Row: CustomStringConvertible, Sendable {
    let key: String
    let kind: PoolPolicy.Kind
    let change: @Sendable (inout World) -> Void

    init(
      _ key: String, _ kind: PoolPolicy.Kind = .epoch,
      _ change: @escaping @Sendable (inout World) -> Void
    ) {
      self.key = key
      self.kind = kind
      self.change = change
    }

    var description: String { key }
  }

  private static let rows: [Row] = [
    Row("amount") { $0.edit { $0.amount = World.money("1000000.00 USD") } },
    Row("currency") { $0.edit { $0.amount = World.money("750000000000 uakt") } },
    Row("span") { $0.edit { $0.span = World.span("2024-02-09", "2024-08-08") } },
    Row("proof") { $0.edit { $0.proof = .challenged } },
    Row("eligibility") { $0.edit { $0.eligibility.refuse = [World.pattern("*/h100/*/*")] } },
    Row("eligibility.homogeneousNodes") { $0.edit { $0.eligibility.homogeneousNodes = true } },
    Row("uptime.base") { $0.edit { $0.uptime.base = .due } },
    Row("uptime.denominator") { $0.edit { $0.uptime.denominator = .due } },
    Row("uptime.window") { $0.edit { $0.uptime.windowEpochs = 2 } },
    Row("uptime.curve") { $0.edit { $0.uptime.curve[2].from = World.ratio(950_000) } },
    Row("classWeights") {
      $0.edit { pool in
        pool.classWeights = [
          ClassWeight(pattern: World.pattern("*/h100/*/*"), weight: World.ratio(3_000_000)),
          ClassWeight(pattern: World.pattern("*/*/*/*"), weight: .one),
        ]
      }
    },
    Row("sizeClasses") {
      $0.edit { pool in
        pool.sizeClasses = [
          SizeClass(from: 1, below: 4, factor: .one),
          SizeClass(from: 4, below: nil, factor: World.ratio(2_000_000)),
        ]
      }
    },
    Row("baseline") { $0.edit { $0.baseline = BaselineRule(rule: .none, factor: .zero) } },
    Row("baseline.factor") {
      $0.edit { $0.baseline = BaselineRule(rule: .reduced, factor: World.ratio(10)) }
    },
    Row("priceGuidance.above") {
      $0.edit { pool in
        pool.priceGuidance = PriceGuidance(
          prices: [MarketRent(pattern: World.pattern("*/*/*/*"), perHourMicros: 1_000)],
          above: .exclude)
      }
    },
    Row("priceGuidance.prices") {
      $0.edit { pool in
        pool.priceGuidance = PriceGuidance(
          prices: [MarketRent(pattern: World.pattern("*/*/*/*"), perHourMicros: 1_000)],
          above: .flag)
      }
    },
    Row("caps.beneficiaryShare") { $0.edit { $0.caps.beneficiaryShare = World.ratio(300_000) } },
    Row("caps.beneficiaryAmount") { $0.edit { $0.caps.beneficiaryAmountMicros = 1_000_000 } },
    Row("caps.perGpuHour") {
      $0.edit { pool in
        pool.caps.perGPUHour = [HourCap(pattern: World.pattern("*/*/*/*"), amountMicros: 10_000)]
      }
    },
    Row("floor.amount") {
      $0.edit { $0.floor = FloorRule(amountMicros: 5_000_000, mode: .regardless) }
    },
    Row("floor.mode") {
      $0.edit { $0.floor = FloorRule(amountMicros: 5_000_000, mode: .topUp) }
    },
    Row("vesting.kind") {
      $0.edit { $0.vesting = VestingRule(kind: .quarterly, cliff: nil, onExit: .forfeit) }
    },
    Row("vesting.cliff") {
      $0.edit {
        $0.vesting = VestingRule(kind: .cliff, cliff: World.duration("P40D"), onExit: .forfeit)
      }
    },
    Row("vesting.onExit") {
      $0.edit { $0.vesting = VestingRule(kind: .quarterly, cliff: nil, onExit: .keep) }
    },
    Row("unallocated") { $0.edit { $0.unallocated = .carry } },
    Row("conversion.moment") {
      $0.edit {
        $0.conversion = ConversionRule(moment: .close, fundingPrice: nil, difference: .pool)
      }
    },
    Row("conversion.fundingPrice") {
      $0.edit {
        $0.conversion = ConversionRule(
          moment: .funding, fundingPrice: World.price("4"), difference: .pool)
      }
    },
    Row("rates of contracts", .committed) { world in
      world.claims = []
      world.claim("twice", provider: ProviderIndex(0), units: 3, rateMicros: 2_000_000)
    },
    Row("caps of campaigns", .research) { world in
      world.campaigns[0] = Campaign(
        id: world.campaigns[0].id, pool: world.campaigns[0].pool, rateMicros: 1_000_000,
        capMicros: 7, line: 2)
    },
    Row("observation.grace") { $0.policy.observation.graceSeconds = 7_200 },
    Row("observation.unobservedAllowance") {
      $0.policy.observation.unobservedAllowance = .one
    },
    Row("observation.maintenance.allowance") {
      $0.policy.observation.maintenance.allowanceSeconds = 600
    },
    Row("observation.maintenance.notice") {
      $0.policy.observation.maintenance.noticeSeconds = 10_000_000
    },
    Row("payouts.hold") { $0.policy.payouts.hold = World.duration("P9D") },
    Row("payouts.first") { $0.policy.payouts.first = World.time("2024-02-13") },
    Row("payouts.every") { $0.policy.payouts.every = World.duration("P1M") },
  ]

  /// Two epochs of a world in which every rule has something to bite on.
  private func world(_ kind: PoolPolicy.Kind) -> World {
    var world = World([World.pool(kind: kind)])
    world.edit { pool in
      pool.unallocated = .return
      pool.caps = CapRule(
        beneficiaryShare: nil, beneficiaryAmountMicros: nil, perGPUHour: [])
    }
    world.price = World.price("2")
    world.campaigns = [
      Campaign(
        id: World.label("campaign"), pool: World.label("mining"), rateMicros: 1_000_000,
        capMicros: 900_000_000, line: 2)
    ]
    let a = world.claim("a", units: 3, rateMicros: 1_000_000)
    world.claim("b", gpuClass: World.h100, units: 4, rateMicros: 1_000_000)
    world.claim(
      "c", units: 5, until: 100_000, statedUntil: 900_000, endedEarly: 100_000,
      rateMicros: 1_000_000)
    world.baselines = [BaselineCount(provider: a, gpuClass: World.a100, units: 2)]
    world.maintenance = [
      MaintenanceNotice(
        provider: a, span: World.span("2024-02-09T20:00:00Z", "2024-02-09T21:00:00Z"),
        admittedAt: World.time("2024-02-01"))
    ]
    return world
  }

  private func tally(_ world: World, epoch: Int) -> Tally {
    let pool = world.policy.pools[0]
    guard let span = EpochCalendar(pool).epoch(epoch) else {
      preconditionFailure("The pool has that epoch.")
    }
    var tally = TallyBuilder(
      start: span.start, slotSeconds: 300, slotCount: 288, providerCount: 3,
      tracks: ProofLevel.allCases.flatMap { level in
        [false, true].map { CountTrack(level: level, homogeneous: $0) }
      })
    tally.setAllUp(providerCount: 3, count: 8)
    tally.set(.down, ProviderIndex(0), slots: 0..<5)
    tally.set(.down, ProviderIndex(1), slots: 0..<(epoch == 1 ? 0 : 20))
    tally.set(.unobservedProvider, ProviderIndex(2), slots: 0..<30)
    tally.set(.down, ProviderIndex(2), slots: 30..<40)
    for level in [ProofLevel.leased, .challenged] {
      for homogeneous in [false, true] {
        tally.set(
          count: 2, ProviderIndex(0), World.a100,
          CountTrack(level: level, homogeneous: homogeneous), slots: 0..<200)
      }
    }
    tally.set(
      count: 1, ProviderIndex(1), World.h100, CountTrack(level: .reported, homogeneous: true),
      slots: 0..<200)
    tally.add(
      TallyLease(
        lease: LeaseIdentifier(value: 1), provider: ProviderIndex(0), gpuClass: World.a100,
        gpus: 2, span: span, state: .active, answered: true, denomination: .microDollars,
        pricePerHourMicros: 100_000))
    return tally.finish()
  }

  private func statements(_ world: World) throws -> [[UInt8]] {
    let first = try world.close(tally: tally(world, epoch: 1))
    let second = try world.close(epoch: 2, tally: tally(world, epoch: 2), previous: [first])
    return [World.bytes(first), World.bytes(second)]
  }

  @Test func everyComputedKeyChangesAStatement() throws {
    var seen: [[[UInt8]]] = []
    for row in Self.rows {
      let plain = try statements(world(row.kind))
      var changed = world(row.kind)
      row.change(&changed)
      let bytes = try statements(changed)
      #expect(bytes != plain, "\(row)")
      // Nor may two settings of one rule mean the same.
      #expect(!seen.contains(bytes), "\(row)")
      seen.append(bytes)
    }
  }

  @Test func theOrderOfPoolsDecidesWhoClaimsADevice() throws {
    var world = World([World.pool("first"), World.pool("second")])
    let provider = world.claim("a", pool: 0, units: 2)
    world.claim("b", provider: provider, pool: 1, units: 2)
    var tally = world.tally()
    tally.setAllUp(providerCount: 1, count: 3)
    let before = try world.close(tally: tally.finish()).part("a")
    world.policy.order.reverse()
    let after = try world.close(tally: tally.finish()).part("a")
    #expect(before?.groups.map(\.units) == [2])
    #expect(after?.groups.map(\.units) == [1, 1])
  }

  @Test func declaredThingsChangeNoByte() throws {
    let plain = try statements(world(.epoch))
    var changed = world(.epoch)
    changed.policy.declared = DeclaredText(json: Array("{\"title\":\"x\"}".utf8))
    changed.policy.market.akt = World.price("9")
    changed.policy.acceptances = []
    changed.edit { $0.share = World.ratio(5) }
    #expect(try statements(changed) == plain)
  }
}
