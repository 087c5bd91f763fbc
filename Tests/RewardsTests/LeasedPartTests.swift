import Evidence
import Policy
import Quantities
import Rewards
import TestSupport
import Testing

/// Epoch pools of whose pots leases share a part: `docs/reference/rules-2.md`, sections 6 and 7.
@Suite struct LeasedPartTests {
  private static func time(_ seconds: Int64) -> Timestamp {
    do { return try World.start.adding(seconds: seconds) } catch {
      preconditionFailure("bad time")
    }
  }

  private static func lease(
    _ number: UInt128, _ provider: ProviderIndex, tenant: Int = 1, gpus: UInt32 = 1,
    hourly micros: UInt64, from: Int64 = 0, to: Int64 = 86_400, costPPM: UInt32 = 2_500
  ) -> TallyActivity {
    do {
      return TallyActivity(
        lease: LeaseIdentifier(value: number),
        span: try TimeSpan(start: time(from), end: time(to)),
        terms: TallyActivity.Terms(
          provider: provider, tenant: ActivityWorld.tenant(tenant), gpus: gpus, milliCores: 0,
          denomination: .microDollars, pricePerHourMicros: micros, costPPM: costPPM))
    } catch { preconditionFailure("bad lease") }
  }

  /// A pool of 10 dollars a day; `part` of it is for leases.
  private static func world(part: UInt64, share: UInt64 = 2_000) -> World {
    var pool = World.pool(amount: "1200.00 USD")
    pool.activity = ActivityRule(
      part: World.ratio(part), share: World.ratio(share), cost: World.ratio(2_500),
      deployers: .zero, gpu: .one, cpu: World.ratio(10_000))
    var world = World([pool])
    world.policy.rules = 2
    return world
  }

  private static func close(_ world: World, _ leases: [TallyActivity]) throws -> Statement {
    var builder = world.tally()
    builder.setAllUp(providerCount: world.providerCount, count: 100)
    for lease in leases { builder.add(lease) }
    return try world.close(tally: builder.finish())
  }

  private static func two(part: UInt64) throws -> Statement {
    var world = world(part: part)
    let large = world.claim("large", units: 1)
    let small = world.claim("small", units: 1)
    return try close(
      world,
      [
        lease(1, large, gpus: 8, hourly: 8_000_000),
        lease(2, small, tenant: 2, hourly: 1_000_000, to: 43_200),
      ])
  }

  @Test func leasesShareTheirPartUpToTheirCapsAndTheRestGoesToNobody() throws {
    let statement = try Self.two(part: 200_000)
    #expect(statement.part("large")?.amountMicros == 4_384_000)
    #expect(statement.part("large")?.leasedMicros == 384_000)
    #expect(statement.part("small")?.amountMicros == 4_024_000)
    #expect(statement.part("small")?.reasons == [.leaseCapped])
    #expect(statement.unallocatedMicros(.capped) == 1_592_000)
    #expect(statement.pot.returnedMicros == 1_592_000)
  }

  @Test func aSmallPartIsSharedByLeasedSeconds() throws {
    let statement = try Self.two(part: 10_000)
    #expect(statement.part("large")?.amountMicros == 5_044_117)
    #expect(statement.part("small")?.amountMicros == 4_955_882)
    #expect(statement.unallocatedMicros(.rounding) == 1)
    #expect(statement.part("small")?.reasons == [])
  }

  @Test func withoutLeasesThePartGoesToNobody() throws {
    var world = Self.world(part: 200_000)
    world.claim("a", units: 1)
    let statement = try Self.close(world, [])
    #expect(statement.part("a")?.amountMicros == 8_000_000)
    #expect(statement.unallocatedMicros(.nobodyEligible) == 2_000_000)
    #expect(!String(decoding: World.bytes(statement), as: UTF8.self).contains("leases"))
  }

  @Test func onlyProvidersWithAClaimInThePoolAndOnlySecondsInsideClaims() throws {
    var world = Self.world(part: 200_000)
    let provider = world.claim("a", units: 1, from: 3_600, until: 7_200)
    let stranger = world.provider()
    let statement = try Self.close(
      world, [Self.lease(1, provider, hourly: 10_000_000), Self.lease(2, stranger, hourly: 1)])
    #expect(statement.part("a")?.leases.map(\.span.seconds) == [3_600])
    #expect(statement.part("a")?.leasedMicros == 20_000)
    #expect(statement.lines.flatMap(\.parts).flatMap(\.leases).count == 1)
  }

  /// Law 5: a second of a lease is one claim's, and first of those that may be paid.
  @Test func eachSecondOfALeaseBelongsToOneClaim() throws {
    var world = Self.world(part: 500_000)
    world.edit { $0.eligibility.refuse = [World.pattern("nvidia/t4/*/*")] }
    let provider = world.claim("refused", gpuClass: World.t4, units: 1)
    world.claim("first", provider: provider, units: 1, from: 0, until: 36_000)
    world.claim("second", provider: provider, gpuClass: World.h100, units: 1, from: 18_000)
    let statement = try Self.close(world, [Self.lease(1, provider, hourly: 10_000_000)])
    let spans = ["refused", "first", "second"].map { statement.part($0)?.leases.map(\.span) }
    #expect(spans[0] == [])
    #expect(spans[1]?.map(\.seconds) == [36_000])
    #expect(spans[2]?.map(\.seconds) == [50_400])
    // 0.2 % of 240 dollars, whatever the number of claims.
    #expect(statement.lines.flatMap(\.parts).reduce(0) { $0 + $1.leasedMicros } == 480_000)
  }

  @Test func whatSpeaksAgainstAClaimSpeaksAgainstItsLeases() throws {
    var world = Self.world(part: 200_000)
    let provider = world.claim("a", units: 1)
    world.administratorProviders = [provider]
    let leases = [Self.lease(1, provider, hourly: 10_000_000)]
    let refused = try Self.close(world, leases)
    #expect(refused.part("a")?.amountMicros == 0)
    #expect(refused.part("a")?.reasons == [.administratorExcluded])
    #expect(refused.part("a")?.leases.map(\.reason) == [.administratorExcluded])
    world.administratorProviders = []
    world.activity.relations = [
      WalletRelation(ActivityWorld.tenant(1), World.address(provider.position))
    ]
    let related = try Self.close(world, leases)
    #expect(related.part("a")?.amountMicros == 8_000_000)
    #expect(related.part("a")?.reasons == [.relatedWallet])
    world.activity.relations = []
    let free = try Self.close(world, [Self.lease(1, provider, hourly: 10_000_000, costPPM: 1)])
    #expect(free.part("a")?.reasons == [.costMissing])
  }

  /// Attack 11 in an epoch pool: 1,000 dollars leased from itself lose 2.50 and win 2.00.
  @Test func selfLeasingThroughAnUnknownWalletLosesAndAboveTheCostWins() throws {
    for (share, won) in [(2_000, 2_000_000), (3_000, 3_000_000)] as [(UInt64, Int64)] {
      var world = Self.world(part: 500_000, share: share)
      let honest = world.claim("honest", units: 1)
      let provider = world.claim("self", units: 1)
      let hourly: UInt64 = 1_000_000_000 / 24 + 1
      let statement = try Self.close(world, [Self.lease(1, provider, hourly: hourly)])
      #expect(statement.part("self")?.leasedMicros == won)
      #expect((won < 2_500_000) == (share < 2_500))
      // The rival's presence is untouched by the lease.
      #expect(statement.earned(honest) == 2_500_000)
    }
  }

  @Test func capsOfThePoolBoundPresenceAndALeaseIsPaidBesideThem() throws {
    var world = Self.world(part: 200_000)
    world.edit { $0.caps.beneficiaryShare = World.ratio(100_000) }
    let provider = world.claim("a", units: 1)
    world.claim("b", units: 1)
    let statement = try Self.close(world, [Self.lease(1, provider, hourly: 10_000_000)])
    #expect(statement.part("a")?.amountMicros == 1_280_000)
    #expect(statement.part("b")?.amountMicros == 800_000)
    #expect(statement.unallocatedMicros(.capped) == 7_920_000)
  }

  @Test func whatIsHeldHoldsItsLeasePayToo() throws {
    var world = Self.world(part: 200_000)
    let provider = world.claim("a", units: 1)
    var builder = world.tally()
    builder.setAllUp(providerCount: 1, count: 100)
    builder.set(.conflict, provider, slots: 0..<100)
    builder.add(Self.lease(1, provider, hourly: 10_000_000))
    let statement = try world.close(tally: builder.finish())
    let part = try #require(statement.part("a"))
    #expect(part.holdReason == .unobservedBeyondAllowance)
    #expect(part.leasedMicros == 480_000)
    #expect(statement.lines[0].heldMicros == part.amountMicros)
    #expect(statement.lines[0].holds.map(\.micros) == [part.amountMicros])
  }

  @Test func anExplanationTellsPresenceAndLeasesApart() throws {
    let statement = try Self.two(part: 200_000)
    let pool = Self.world(part: 200_000).policy.pools[0]
    let told = Explanation(of: World.address(0), in: statement, pool: pool).lines
    #expect(
      told.contains {
        $0.contains("0.384 USD for leases, which share 20 % of the pot")
      })
    #expect(told.contains { $0.contains("It cost 192.00 USD, of which the chain keeps 0.25 %") })
    // Full uptime shares the presence pot again, and leaves the leases as they are.
    var world = Self.world(part: 200_000)
    let provider = world.claim("a", units: 1)
    world.claim("b", units: 1)
    var builder = world.tally()
    builder.setAllUp(providerCount: 2, count: 100)
    builder.set(.down, provider, slots: 0..<28)
    builder.add(Self.lease(1, provider, hourly: 10_000_000))
    let short = try world.close(tally: builder.finish())
    let change = Explanation(of: World.address(0), in: short, pool: pool).lines
    let gain = 4_000_000 - (short.part("a").map { $0.amountMicros - $0.leasedMicros } ?? 0)
    let digits = String(gain % 1_000_000 + 1_000_000).dropFirst()
    #expect(gain > 0)
    #expect(change.contains { $0.contains("full credit: +\(gain / 1_000_000).\(digits)") })
  }

  /// Law 5: no lease is paid by two pools at once, whatever pool pays for leases.
  @Test func twoPoolsThatPayForLeasesAtOnceAreRefused() throws {
    for kind in [PoolPolicy.Kind.epoch, .activity] {
      var world = Self.world(part: 200_000)
      world.claim("a", units: 1)
      var other = World.pool("other", kind: kind)
      other.activity = world.policy.pools[0].activity
      world.policy.pools.append(other)
      world.policy.order.append(other.name)
      for position in 0...1 {
        #expect(
          throws: CloseRejection.leasesPaidTwice(pool: world.policy.pools[1 - position].name)
        ) { try world.close(position) }
      }
      world.policy.pools[1].span = World.span("2024-06-08", "2024-07-08")
      #expect(try world.close().part("a")?.amountMicros == 8_000_000)
    }
  }

  @Test func whatLeavesNoProRataIsRefused() throws {
    let changes: [(inout PoolPolicy) -> Void] = [
      { $0.floor = FloorRule(amountMicros: 1, mode: .regardless) },
      { $0.vesting.kind = .quarterly },
      { $0.activity?.deployers = World.ratio(1) },
    ]
    for change in changes {
      var world = Self.world(part: 200_000)
      world.claim("a", units: 1)
      world.edit(0, change)
      #expect(throws: CloseRejection.policyOutOfBounds(.activity)) { try world.close() }
    }
    var committed = World([World.pool(kind: .committed)])
    committed.policy.rules = 2
    committed.edit { $0.activity = .standard }
    #expect(throws: CloseRejection.policyOutOfBounds(.activity)) { try committed.close() }
  }

  @Test func rulesOneReadsNoLeases() throws {
    var world = Self.world(part: 200_000)
    world.policy.rules = 1
    let provider = world.claim("a", units: 1)
    let statement = try Self.close(world, [Self.lease(1, provider, hourly: 10_000_000)])
    #expect(statement.part("a")?.amountMicros == 10_000_000)
    #expect(statement.part("a")?.leases == [])
  }

  @Test func aStatementWhoseLeasesDoNotAddUpIsNotRead() throws {
    var statement = try Self.two(part: 200_000)
    let bytes = World.bytes(statement)
    #expect(try StatementReader.read(bytes, hash: { TestHash.digest($0) }).statement == statement)
    statement.lines[0].parts[0].leases[0].amountMicros = 5_000_000
    #expect(throws: StatementError.self) {
      try StatementReader.read(World.bytes(statement), hash: { TestHash.digest($0) })
    }
  }
}
