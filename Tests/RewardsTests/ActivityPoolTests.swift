import Evidence
import Policy
import Quantities
import Rewards
import Testing

/// Activity pools by hand: figures of `docs/reference/rules-2.md`.
@Suite struct ActivityPoolTests {
  /// 8 GPUs at 8 dollars an hour for a day, and one GPU at 1 dollar for half a day.
  private static func two(
    _ amount: String = "1200.00 USD", smallHourly: UInt64 = 1_000_000
  ) -> ActivityWorld {
    var world = ActivityWorld(amount: amount)
    let large = world.provider("large")
    let small = world.provider("small")
    world.lease(1, large, tenant: ActivityWorld.tenant(1), gpus: 8, hourly: 8_000_000)
    world.lease(
      2, small, tenant: ActivityWorld.tenant(2), hourly: smallHourly, to: 43_200)
    return world
  }

  @Test func aLargePotPaysEveryLeaseUpToItsCap() throws {
    let statement = try Self.two().close()
    #expect(statement.rules == 2)
    #expect(statement.pot.baseMicros == 10_000_000)
    // 192 USD and 12 USD were spent; 0.2 % of each is paid.
    #expect(statement.part("large")?.amountMicros == 384_000)
    #expect(statement.part("small")?.amountMicros == 24_000)
    #expect(statement.part("large")?.reasons == [.leaseCapped])
    #expect(statement.unallocatedMicros(.capped) == 9_592_000)
    #expect(statement.pot.returnedMicros == 9_592_000)
  }

  @Test func aSmallPotIsSharedByLeasedSeconds() throws {
    // 0.10 USD a day over 192 and 12 GPU-hours.
    let statement = try Self.two("12.00 USD").close()
    #expect(statement.part("large")?.amountMicros == 94_117)
    #expect(statement.part("small")?.amountMicros == 5_882)
    #expect(statement.unallocatedMicros(.rounding) == 1)
    #expect(statement.part("large")?.leases.first?.reason == nil)
  }

  @Test func whatACappedLeaseLeavesGoesToTheOthers() throws {
    let statement = try Self.two("12.00 USD", smallHourly: 100_000).close()
    // 1.20 USD were spent on the small one: 0.0024 USD at most.
    #expect(statement.part("small")?.amountMicros == 2_400)
    #expect(statement.part("small")?.leases.first?.reason == .leaseCapped)
    #expect(statement.part("large")?.amountMicros == 97_600)
    #expect(statement.part("large")?.leases.first?.reason == nil)
  }

  @Test func theCapStaysBelowWhatTheChainKeepsAtThatHeight() throws {
    for (cost, micros) in [(1_000, 191_808), (2_000, 383_808), (2_001, 384_000), (9_000, 384_000)] {
      var world = ActivityWorld()
      let provider = world.provider("p")
      world.lease(
        1, provider, tenant: ActivityWorld.tenant(1), gpus: 8, hourly: 8_000_000,
        costPPM: UInt32(cost))
      let statement = try world.close()
      #expect(statement.part("p")?.amountMicros == Int64(micros), "cost \(cost)")
    }
  }

  @Test func aChainThatKeepsNothingIsPaidNothing() throws {
    for cost in 0...1 as ClosedRange<UInt32> {
      var world = ActivityWorld()
      let provider = world.provider("p")
      world.lease(
        1, provider, tenant: ActivityWorld.tenant(1), hourly: 8_000_000, costPPM: cost)
      let statement = try world.close()
      #expect(statement.part("p")?.amountMicros == 0)
      #expect(statement.part("p")?.reasons == [.costMissing])
      #expect(statement.unallocatedMicros(.nobodyEligible) == 10_000_000)
    }
  }

  @Test func aRegisteredDeployerHasItsPartAndOneWhoIsNotLeavesItToOthers() throws {
    var world = ActivityWorld(deployers: 250_000)
    let provider = world.provider("p")
    world.join("d", .deployer, ActivityWorld.tenant(1))
    world.lease(1, provider, tenant: ActivityWorld.tenant(1), gpus: 8, hourly: 8_000_000)
    world.lease(2, provider, tenant: ActivityWorld.tenant(2), gpus: 8, hourly: 8_000_000)
    let statement = try world.close()
    // Of 0.2 %, 0.15 % to the provider of both and 0.05 % to the one deployer who takes part.
    #expect(statement.part("p")?.amountMicros == 576_000)
    #expect(statement.part("d")?.amountMicros == 96_000)
    #expect(statement.part("d")?.provider == ActivityWorld.tenant(1))
    #expect(statement.part("d")?.gpuClass == nil)
    #expect(statement.part("d")?.leases.map(\.counterparty) == [World.address(0)])
  }

  @Test func coresAreLeasedToo() throws {
    var world = ActivityWorld(amount: "12.00 USD")
    let cores = world.provider("cores")
    let gpu = world.provider("gpu")
    // 32 cores weigh as 0.32 GPU: 100,000 · 0.32 / 1.32 = 24,242 but 0.2 % of 7.68 USD is 15,360.
    world.lease(
      1, cores, tenant: ActivityWorld.tenant(1), gpus: 0, milliCores: 32_000, hourly: 320_000)
    world.lease(2, gpu, tenant: ActivityWorld.tenant(2), hourly: 4_000_000)
    let statement = try world.close()
    #expect(statement.part("cores")?.amountMicros == 15_360)
    #expect(statement.part("gpu")?.amountMicros == 84_640)
  }

  @Test func aLeaseInAktCountsAtTheEpochsPriceOrNotAtAll() throws {
    var world = ActivityWorld()
    let provider = world.provider("p")
    world.lease(
      1, provider, tenant: ActivityWorld.tenant(1), hourly: 2_000_000, denomination: .uakt)
    #expect(try world.close().part("p")?.reasons == [.priceUnknown])
    world.world.price = World.price("2.50")
    // 2 AKT an hour are 5 USD, 120 USD a day.
    #expect(try world.close().part("p")?.amountMicros == 240_000)
  }

  @Test func onlySecondsInsideTheParticipationCount() throws {
    var world = ActivityWorld()
    let provider = world.provider("p", from: 3_600, until: 7_200)
    world.lease(1, provider, tenant: ActivityWorld.tenant(1), hourly: 10_000_000)
    let part = try world.close().part("p")
    #expect(part?.amountMicros == 20_000)
    #expect(part?.leases.map(\.span.seconds) == [3_600])
    let absent = world.world.provider()
    world.lease(2, absent, tenant: ActivityWorld.tenant(1), hourly: 10_000_000)
    #expect(try world.close().lines.count == 1)
  }

  @Test func theAdministratorsOwnProvidersArePaidNothing() throws {
    var world = ActivityWorld(deployers: 500_000)
    let provider = world.provider("p")
    world.join("d", .deployer, ActivityWorld.tenant(1))
    world.lease(1, provider, tenant: ActivityWorld.tenant(1), hourly: 10_000_000)
    world.world.administratorProviders = [provider]
    let statement = try world.close()
    #expect(statement.part("p")?.reasons == [.administratorExcluded])
    #expect(statement.part("d")?.reasons == [.administratorExcluded])
  }

  @Test func aStatementOfLeasesIsReadBackAsItWasWritten() throws {
    let statement = try Self.two("12.00 USD").close()
    let bytes = World.bytes(statement)
    #expect(try StatementReader.read(bytes, hash: { TestHash.digest($0) }).statement == statement)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains(#""class":null,"units":0,"amount":94117"#))
    #expect(text.contains(#""groups":[],"leases":[{"lease":"00000000000000000000000000000001""#))
    let rows = String(decoding: StatementCSV.write(statement), as: UTF8.self).split(separator: "\n")
    #expect(rows.count == 3)
    #expect(rows[1].contains(",,0,0,0,"))
  }

  @Test func anExplanationNamesEachLeaseItsCostAndItsCap() throws {
    let world = Self.two("12.00 USD", smallHourly: 100_000)
    let statement = try world.close()
    let pool = world.world.policy.pools[0]
    let told = Explanation(of: World.address(1), in: statement, pool: pool).lines
    #expect(told.contains { $0.contains("small: 0.0024 USD for 1 stretch of leases") })
    #expect(told.contains { $0.contains("It cost 1.20 USD, of which the chain keeps 0.25 %") })
    #expect(told.contains { $0.contains("At its cap") })
    let other = Explanation(of: World.address(0), in: statement, pool: pool).lines
    #expect(other.contains { $0.contains("shared by weight") })
  }

  @Test func whatIsNotPaidIsCarriedWhereThePolicySaysSo() throws {
    var world = Self.two()
    world.world.policy.pools[0].unallocated = .carry
    let first = try world.close()
    #expect(first.pot.carriedOutMicros == 9_592_000)
    let second = try world.close(epoch: 2, previous: [first])
    #expect(second.pot.carriedInMicros == 9_592_000)
    #expect(second.part("large")?.leases == [])
    #expect(second.unallocatedMicros(.nobodyEligible) == 19_592_000)
  }

  @Test func twoParticipationsOfOneWalletAtOnceAreRefused() {
    var world = ActivityWorld()
    let provider = world.provider("p")
    world.join("again", .provider, World.address(provider.position), from: 86_400)
    #expect(throws: CloseRejection.participationsOverlap(claim: World.label("again"))) {
      try world.close()
    }
  }

  @Test func rulesOneKnowsNoActivityPool() {
    var world = Self.two()
    world.world.policy.rules = 1
    #expect(throws: CloseRejection.policyOutOfBounds(.kind)) { try world.close() }
    world.world.policy.rules = 2
    world.world.policy.pools[0].activity = nil
    #expect(throws: CloseRejection.policyOutOfBounds(.kind)) { try world.close() }
  }

  @Test func otherPoolsCloseUnderRulesTwoAsUnderRulesOne() throws {
    for seed in 0..<100 as Range<UInt64> {
      var random = RandomWorld(seed: seed)
      let one = try random.statements()
      random.world.policy.rules = 2
      var two = try random.statements()
      for index in two.indices {
        #expect(two[index].rules == 2)
        two[index].rules = 1
        two[index].previous = one[index].previous
      }
      #expect(one == two, "seed \(seed)")
    }
  }
}

/// Attacks 11 and 12: leases between those who belong together pay nothing, and say so.
@Suite struct RelatedWalletTests {
  private static func isPaid(_ change: (inout ActivityWorld, Address, Address) -> Void) throws
    -> Bool
  {
    var world = ActivityWorld()
    let wallet = World.address(0)
    let tenant = ActivityWorld.tenant(1)
    change(&world, wallet, tenant)
    if world.world.providerCount == 0 { world.provider("p") }
    world.lease(1, ProviderIndex(0), tenant: tenant, hourly: 10_000_000)
    let part = try world.close().part("p")
    #expect((part?.amountMicros ?? 0) > 0 || part?.reasons == [.relatedWallet])
    return (part?.amountMicros ?? 0) > 0
  }

  @Test func strangersArePaid() throws {
    #expect(try Self.isPaid { _, _, _ in })
  }

  @Test func theOwnWalletIsNot() throws {
    var world = ActivityWorld()
    let provider = world.provider("p")
    world.lease(1, provider, tenant: World.address(0), hourly: 10_000_000)
    #expect(try world.close().part("p")?.reasons == [.relatedWallet])
  }

  @Test func thePayeeAndTheBeneficiaryAreNot() throws {
    #expect(try !Self.isPaid { world, _, tenant in world.provider("p", payee: tenant) })
    #expect(
      try !Self.isPaid { world, _, tenant in
        world.provider("p", beneficiary: tenant.text)
      })
    // Two wallets behind which the same party stands, both known or one of them.
    #expect(
      try !Self.isPaid { world, _, tenant in
        world.provider("p", beneficiary: "acme")
        world.world.activity.parties = [
          WalletParty(
            wallet: tenant, payee: tenant, beneficiary: Beneficiary(World.label("acme")))
        ]
      })
    #expect(
      try !Self.isPaid { world, _, tenant in
        let shared = World.address(77)
        world.provider("p", payee: shared)
        world.join("d", .deployer, tenant, payee: shared)
      })
  }

  @Test func relationsHoldInBothDirectionsAndReachPayees() throws {
    #expect(
      try !Self.isPaid { world, wallet, tenant in
        world.world.activity.relations = [WalletRelation(wallet, tenant)]
      })
    #expect(
      try !Self.isPaid { world, wallet, tenant in
        world.world.activity.relations = [WalletRelation(tenant, wallet)]
      })
    #expect(
      try !Self.isPaid { world, _, tenant in
        world.provider("p", payee: World.address(77))
        world.world.activity.relations = [WalletRelation(World.address(77), tenant)]
      })
  }

  @Test func aThirdPartyMakesNoTwoOthersRelated() throws {
    #expect(
      try Self.isPaid { world, wallet, tenant in
        let third = World.address(99)
        world.world.activity.relations = [
          WalletRelation(third, wallet), WalletRelation(third, tenant),
        ]
      })
  }
}
