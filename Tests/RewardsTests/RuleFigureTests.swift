import Evidence
import Policy
import Quantities
import Rewards
import Testing

/// Rules that only random worlds would miss if they broke, each with its figure.
@Suite struct RuleFigureTests {
  private static let usd: Int64 = 1_000_000
  private static let day: Int64 = 86_400

  private func micros(_ statement: Statement, _ claim: String) -> Int64? {
    statement.part(claim)?.amountMicros
  }

  // MARK: Caps

  @Test func aCapFollowsTheBeneficiaryNotThePayee() throws {
    var world = World([World.pool()])
    world.edit { $0.caps.beneficiaryShare = World.ratio(400_000) }
    for id in ["a", "b"] { world.claim(id, units: 1, beneficiary: "holding") }
    world.claim("c", units: 1)
    let statement = try world.close()
    // 40 % of 6,250.00 is 2,500.00: for both of the holding's payees together.
    #expect(
      ["a", "b", "c"].map { micros(statement, $0) } == [
        1_250_000_000, 1_250_000_000, 2_500_000_000,
      ])
    #expect(
      statement.unallocated == [Statement.Unallocated(reason: .capped, micros: 1_250 * Self.usd)])
  }

  @Test func aClassWithoutAnHourlyCapOpensItsBeneficiarys() throws {
    var world = World([World.pool()])
    world.edit { pool in
      pool.caps.perGPUHour = [
        HourCap(pattern: World.pattern("*/a100/*/*"), amountMicros: Self.usd)
      ]
    }
    let own = world.claim("a", units: 1)
    world.claim("b", units: 1)
    #expect(micros(try world.close(), "a") == 24 * Self.usd)
    world.claim("open", provider: own, gpuClass: World.h100, units: 1)
    let statement = try world.close()
    // b stops at 24.00; the rest is one beneficiary's.
    #expect(micros(statement, "b") == 24 * Self.usd)
    #expect(statement.earned(own) == 6_226 * Self.usd)
  }

  @Test func anHourlyCapCountsSecondsWithWeightAlone() throws {
    var world = World([World.pool()])
    world.edit { pool in
      pool.caps.perGPUHour = [
        HourCap(pattern: World.pattern("*/*/*/*"), amountMicros: Self.usd)
      ]
      pool.baseline = BaselineRule(rule: .none, factor: .zero)
    }
    let own = world.claim("a", units: 3)
    world.baselines = [BaselineCount(provider: own, gpuClass: World.a100, units: 2)]
    #expect(micros(try world.close(), "a") == 24 * Self.usd)
  }

  // MARK: Who may be paid

  @Test func anExceptionEndsBeforeItsEnd() throws {
    for (until, isPaid) in [("2024-02-10", true), ("2024-02-09", false)] {
      var world = World([World.pool()])
      world.edit { $0.eligibility.refuse = [World.pattern("*/a100/*/*")] }
      let own = world.claim("a", units: 1)
      world.exceptions = [
        AllowedException(
          rule: .eligibility, pool: World.label("mining"), provider: own, gpuClass: nil,
          from: World.time("2024-01-01"), until: World.time(until))
      ]
      let part = try #require(try world.close().part("a"))
      #expect(part.amountMicros == (isPaid ? 6_250 * Self.usd : 0))
      #expect(part.flags == (isPaid ? [.exceptionAllowed] : []))
    }
  }

  @Test func theAdministratorsOwnProvidersAreNotPaid() throws {
    var world = World([World.pool()])
    world.administratorProviders = [world.claim("a", units: 1)]
    world.claim("b", units: 1)
    let statement = try world.close()
    #expect(statement.part("a")?.reasons == [.administratorExcluded])
    #expect(micros(statement, "a") == 0 && micros(statement, "b") == 6_250 * Self.usd)
  }

  @Test func aPriceThatCannotBeComparedIsFlagged() throws {
    var world = World([World.pool()])
    world.edit { pool in
      pool.priceGuidance = PriceGuidance(
        prices: [MarketRent(pattern: World.pattern("*/*/*/*"), perHourMicros: 1)], above: .exclude)
    }
    let own = world.claim("a", units: 1)
    var tally = world.tally()
    tally.setAllUp(providerCount: 1, count: 1)
    tally.add(lease(own, World.a100, .uakt, perHourMicros: 5_000_000))
    let part = try #require(try world.close(tally: tally.finish()).part("a"))
    #expect(part.flags == [.priceUnknown] && part.amountMicros == 6_250 * Self.usd)
  }

  private func lease(
    _ provider: ProviderIndex, _ gpuClass: ClassIndex, _ denomination: LeaseDenomination,
    perHourMicros: UInt64
  ) -> TallyLease {
    TallyLease(
      lease: LeaseIdentifier(value: 1), provider: provider, gpuClass: gpuClass, gpus: 1,
      span: World.span("2024-02-09", "2024-02-10"), state: .active, answered: true,
      denomination: denomination, pricePerHourMicros: perHourMicros)
  }

  @Test func revenueOfAnotherClassLowersNoFloor() throws {
    var world = World([World.pool()])
    world.edit { $0.floor = FloorRule(amountMicros: 100 * Self.usd, mode: .topUp) }
    let own = world.claim("a", units: 1)
    for (gpuClass, paid) in [(World.h100, 100), (World.a100, 76)] {
      var tally = world.tally()
      tally.setAllUp(providerCount: 1, count: 1)
      tally.add(lease(own, gpuClass, .microDollars, perHourMicros: 1_000_000))
      #expect(micros(try world.close(tally: tally.finish()), "a") == Int64(paid) * Self.usd)
    }
  }

  // MARK: Holds

  @Test func anAllowanceThatIsReachedHoldsNothing() throws {
    var world = World([World.pool()])
    world.policy.observation.unobservedAllowance = World.ratio(250_000)
    world.claim("a", units: 1)
    for (slots, isHeld) in [(72, false), (73, true)] {
      var tally = world.tally()
      tally.setAllUp(providerCount: 1, count: 1)
      tally.set(.unobservedProvider, ProviderIndex(0), slots: 0..<slots)
      let statement = try world.close(tally: tally.finish())
      #expect(statement.part("a")?.reasons == (isHeld ? [.unobservedBeyondAllowance] : []))
      #expect(statement.lines[0].heldMicros == (isHeld ? 6_250 * Self.usd : 0))
    }
  }

  @Test func aSharedHostHoldsUntilAReviewOfItsEpoch() throws {
    var world = World([World.pool()])
    world.claim("a", units: 1)
    var tally = world.tally()
    tally.setAllUp(providerCount: 1, count: 1)
    tally.add(
      TallyFinding(
        kind: .sharedHost, provider: ProviderIndex(0), gpuClass: World.a100, firstSlot: 0,
        slotCount: 1))
    let first = try world.close(tally: tally.finish())
    #expect(first.part("a")?.reasons == [.sharedHost])
    for (epoch, waits) in [(1, false), (2, true)] {
      world.reviews = [
        HoldReview(
          pool: World.label("mining"), epoch: epoch, provider: ProviderIndex(0),
          decision: .release)
      ]
      let line = try world.close(epoch: 2, previous: [first]).lines[0]
      #expect(line.holds.map(\.micros) == (waits ? [6_250 * Self.usd] : []))
      #expect(line.vestedMicros == (waits ? 6_250 : 12_500) * Self.usd)
    }
  }

  // MARK: Vesting

  @Test func whatVestsAtTheEndItselfIsNotForfeited() throws {
    for (seconds, isKept) in [(Int64(0), true), (-300, false)] {
      var world = World([World.pool()])
      world.edit {
        $0.vesting = VestingRule(kind: .cliff, cliff: World.duration("P1D"), onExit: .forfeit)
      }
      let end = Self.day + seconds
      world.claim("a", units: 1, until: end, endedEarly: end)
      let line = try world.close().lines[0]
      #expect(line.vestedMicros == (isKept ? 6_250 * Self.usd : 0))
      #expect(line.takenBackMicros == (isKept ? 0 : 6_250 * Self.usd))
    }
  }

  @Test func whatIsHeldStaysHeldWhenItsClaimEndsEarly() throws {
    var world = World([World.pool()])
    world.edit {
      $0.vesting = VestingRule(kind: .cliff, cliff: World.duration("P30D"), onExit: .keep)
    }
    world.claim("a", units: 1, until: Self.day / 2, endedEarly: Self.day / 2)
    var tally = world.tally()
    tally.setAllUp(providerCount: 1, count: 1)
    tally.add(
      TallyFinding(
        kind: .sharedHost, provider: ProviderIndex(0), gpuClass: World.a100, firstSlot: 0,
        slotCount: 1))
    let line = try world.close(tally: tally.finish()).lines[0]
    #expect(line.vestedMicros == 0 && line.holds.map(\.micros) == [6_250 * Self.usd])
    #expect(try world.close().lines[0].vestedMicros == 6_250 * Self.usd)
  }

  @Test func quartersShareByFactorNotByTimeAlone() throws {
    // Two days in one epoch are the first two quarters of four days.
    var world = World([World.pool(span: World.span("2024-02-09", "2024-02-13"), epoch: "P2D")])
    world.edit { pool in
      pool.vesting = VestingRule(kind: .quarterly, cliff: nil, onExit: .forfeit)
      pool.uptime.curve = [CurveStep(from: .zero, factor: .proportional)]
    }
    world.claim("a", units: 2)
    var tally = world.tally()
    tally.setAllUp(providerCount: 1, count: 2)
    // The second unit is there on the second day alone: uptime and factor 50 %.
    tally.setAllTracks(count: 1, ProviderIndex(0), World.a100, slots: 0..<288)
    tally.add(
      TallyFinding(
        kind: .sharedHost, provider: ProviderIndex(0), gpuClass: World.a100, firstSlot: 0,
        slotCount: 1))
    let line = try world.close(tally: tally.finish()).lines[0]
    // Weights 1 and 1 + 1/2, of 375,000.00.
    #expect(line.holds.map(\.micros) == [150_000 * Self.usd, 225_000 * Self.usd])
  }

  // MARK: Rates

  private func campaigns(_ caps: [Int64], amount: String = "750000.00 USD") -> World {
    var world = World([World.pool(kind: .research, amount: amount)])
    for (index, cap) in caps.enumerated() {
      world.campaigns.append(
        Campaign(
          id: World.label("k\(index)"), pool: World.label("mining"), rateMicros: Self.usd,
          capMicros: cap, line: 100 + index))
      world.claim("a\(index)", units: 1, campaign: "k\(index)")
    }
    return world
  }

  @Test func campaignsTogetherStayWithinThePool() throws {
    let statement = try campaigns([24 * Self.usd, 24 * Self.usd], amount: "30.00 USD").close()
    #expect(statement.campaigns.map(\.baseMicros) == [24 * Self.usd, 6 * Self.usd])
  }

  @Test func aCampaignsBaseIsCeiled() throws {
    var world = World([World.pool(kind: .research)])
    world.campaigns = [
      Campaign(
        id: World.label("campaign"), pool: World.label("mining"), rateMicros: 1, capMicros: 100,
        line: 1)
    ]
    world.claim("a", units: 1, until: 3_900)
    #expect(try world.close().campaigns.map(\.baseMicros) == [2])
  }

  @Test func aCorrectionUsesUpTheCap() throws {
    let world = campaigns([30 * Self.usd])
    let first = try world.close()
    var input = world.input(epoch: 2, tally: world.fullTally(epoch: 2), previous: [first])
    input.corrections = [
      Correction(
        epoch: 1, replaces: .zero, statement: TestHash.digest([1]),
        claims: [
          Correction.ClaimDifference(
            claim: World.label("a0"), micros: 4 * Self.usd, line: first.lines[0].key)
        ])
    ]
    let second = try RewardEngine.statement(for: input)
    #expect(second.campaigns.map(\.earnedMicros) == [2 * Self.usd])
    #expect(second.campaigns.map(\.earnedToDateMicros) == [30 * Self.usd])
  }

  @Test func whatAContractOwesEndsWithIt() throws {
    var world = World([World.pool(kind: .committed)])
    let noon = Self.day / 2
    world.claim("a", units: 1, until: noon, endedEarly: noon, rateMicros: Self.usd)
    #expect(try world.close().pot.baseMicros == 12 * Self.usd)
  }

  @Test func creditIsNeverMoreThanVerified() throws {
    var world = World([World.pool(kind: .committed)])
    world.edit { pool in
      pool.uptime.base = .due
      pool.uptime.curve = [CurveStep(from: .zero, factor: .fixed(.one))]
    }
    world.claim("a", units: 1, rateMicros: Self.usd)
    var tally = world.tally()
    tally.setAllUp(providerCount: 1, count: 1)
    tally.set(.down, ProviderIndex(0), slots: 0..<144)
    #expect(micros(try world.close(tally: tally.finish()), "a") == 12 * Self.usd)
  }

  // MARK: Conversion

  @Test func fundingConvertsAtItsOwnPrice() throws {
    var world = World([World.pool()])
    world.price = World.price("5")
    world.edit {
      $0.conversion = ConversionRule(
        moment: .funding, fundingPrice: World.price("2"), difference: .payees)
    }
    world.claim("a", units: 1)
    #expect(try world.close().lines[0].uakt == 3_125 * Self.usd)
  }

  @Test func dollarsTakenBackWaitBelowZero() throws {
    var world = World([World.pool()])
    world.price = World.price("2")
    world.edit {
      $0.conversion = ConversionRule(moment: .close, fundingPrice: nil, difference: .pool)
    }
    for id in ["a", "b"] { world.claim(id, units: 1) }
    let first = try world.close()
    var input = world.input(epoch: 2, tally: world.fullTally(epoch: 2), previous: [first])
    let own = try #require(first.lines.first { $0.parts.contains { $0.claim == World.label("a") } })
    input.corrections = [
      Correction(
        epoch: 1, replaces: .zero, statement: TestHash.digest([1]),
        claims: [
          Correction.ClaimDifference(
            claim: World.label("a"), micros: -10_000 * Self.usd, line: own.key)
        ])
    ]
    let second = try #require(try RewardEngine.statement(for: input).line(own.key))
    // Half of 16,250.00 is new; 1,875.00 are owed.
    #expect(second.uakt == nil && second.waitingMicros == -1_875 * Self.usd)
  }
}
