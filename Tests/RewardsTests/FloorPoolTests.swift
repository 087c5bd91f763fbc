import Evidence
import Policy
import Quantities
import Rewards
import TestSupport
import Testing

@Suite struct FloorPoolTests {
  private static let usd: Int64 = 1_000_000

  private func world(_ mode: FloorRule.Mode, amount: String = "5000.00 USD") -> World {
    var world = World([
      World.pool(amount: amount, span: World.span("2024-03-01", "2024-04-01"), epoch: "P1M")
    ])
    world.edit { $0.floor = FloorRule(amountMicros: 1_000 * Self.usd, mode: mode) }
    for index in 0..<3 { world.claim("claim-\(index)", units: 2 + index) }
    return world
  }

  /// Revenue of 400.00, 1,000.00 and 1,200.00: hours times a price per hour.
  private func tally(
    _ world: World, denomination: LeaseDenomination = .microDollars
  ) throws -> Tally {
    var tally = world.tally()
    tally.setAllUp(providerCount: 3, count: 10)
    for (index, row) in [(400, 1), (500, 2), (600, 2)].enumerated() {
      let span = try TimeSpan(
        start: World.time("2024-03-01"),
        end: World.time("2024-03-01").adding(seconds: Int64(row.0) * 3600))
      tally.add(
        TallyLease(
          lease: LeaseIdentifier(value: UInt128(index)), provider: ProviderIndex(UInt32(index)),
          gpuClass: World.a100, gpus: 1, span: span, state: .active, answered: true,
          denomination: denomination, pricePerHourMicros: UInt64(row.1) * 1_000_000))
    }
    return tally.finish()
  }

  @Test("O-32: a floor of 1,000 tops up revenue of 400, 1,000 and 1,200 by 600, 0 and 0")
  func topUpPaysWhatRevenueLacks() throws {
    let world = world(.topUp)
    let statement = try world.close(tally: tally(world))
    #expect(
      (0..<3).map { statement.earned(ProviderIndex($0)) } == [600 * Self.usd, 0, 0])
    #expect(statement.unallocatedMicros(.floorNotNeeded) == 4_400 * Self.usd)
    #expect(statement.weight == 600_000_000)
  }

  @Test("O-32: regardless of revenue each gets the floor of 1,000")
  func regardlessPaysTheFloor() throws {
    let world = world(.regardless)
    let statement = try world.close(tally: tally(world))
    #expect((0..<3).allSatisfy { statement.earned(ProviderIndex($0)) == 1_000 * Self.usd })
    #expect(statement.unallocatedMicros(.floorNotNeeded) == 2_000 * Self.usd)
  }

  @Test func demandsBeyondThePotAreSharedInProportion() throws {
    let world = world(.regardless, amount: "1000.00 USD")
    let statement = try world.close(tally: tally(world))
    #expect((0..<3).allSatisfy { statement.earned(ProviderIndex($0)) == 333_333_333 })
    #expect(
      statement.unallocated == [Statement.Unallocated(reason: .rounding, micros: 1)])
  }

  @Test func revenueWithoutAPriceHoldsTheFullDemand() throws {
    var world = world(.topUp)
    let unknown = try world.close(tally: tally(world, denomination: .uakt))
    let part = try #require(unknown.part("claim-0"))
    #expect(part.amountMicros == 1_000 * Self.usd)
    #expect(part.reasons == [.revenueUnknown])
    #expect(unknown.lines.allSatisfy { $0.heldMicros == 1_000 * Self.usd })
    world.price = World.price("0.5")
    let known = try world.close(tally: tally(world, denomination: .uakt))
    #expect(
      (0..<3).map { known.earned(ProviderIndex($0)) }
        == [800 * Self.usd, 500 * Self.usd, 400 * Self.usd])
    #expect(known.lines.allSatisfy { $0.heldMicros == 0 })
  }

  @Test func theFloorFollowsUptime() throws {
    let world = world(.regardless)
    var tally = world.tally()
    tally.setAllUp(providerCount: 3, count: 10)
    // 31 days are 8,928 slots; 446.4 would be 5 %: 500 are more than that.
    tally.set(.down, ProviderIndex(0), slots: 0..<500)
    tally.set(.down, ProviderIndex(1), slots: 0..<2_000)
    let statement = try world.close(tally: tally.finish())
    // ⌊8428 · 10⁶ / 8928⌋ = 943,996 ppm; its square part is what the floor is paid for.
    let factor: UInt64 = 943_996
    let expected = UInt64(1_000_000_000) * 8_428 * factor / 8_928 / 1_000_000
    #expect(statement.earned(ProviderIndex(0)) == Int64(expected))
    #expect(statement.earned(ProviderIndex(1)) == 0)
    #expect(statement.part("claim-1")?.reasons == [.uptimeBelowThreshold])
  }

  @Test func aProvidersDemandIsSplitOverItsClaimsByCredit() throws {
    var world = world(.regardless)
    let provider = ProviderIndex(0)
    world.claim("extra", provider: provider, gpuClass: World.h100, units: 6)
    let statement = try world.close(tally: tally(world))
    #expect(statement.part("claim-0")?.amountMicros == 250 * Self.usd)
    #expect(statement.part("extra")?.amountMicros == 750 * Self.usd)
  }

  @Test func aWeakerSecondGPUTakesNothingFromTheFloor() throws {
    let world = world(.regardless)
    var tally = world.tally()
    tally.setAllUp(providerCount: 3, count: 10)
    // The first claim's second unit is there for the last tenth of the month only.
    tally.setAllTracks(count: 1, ProviderIndex(0), World.a100, slots: 0..<8_000)
    let statement = try world.close(tally: tally.finish())
    #expect(statement.part("claim-0")?.groups.count == 2)
    #expect(statement.earned(ProviderIndex(0)) == 1_000 * Self.usd)
  }

  @Test func aProviderOfTheLastHourGetsAnHoursFloor() throws {
    var world = world(.regardless)
    let month: Int64 = 31 * 86_400
    let late = world.claim("late", units: 3, from: month - 3_600)
    var tally = world.tally()
    tally.setAllUp(providerCount: 4, count: 10)
    let statement = try world.close(tally: tally.finish())
    #expect(statement.earned(late) == 1_000 * Self.usd / 744)
    // Half of the month unobserved by all: the hour is one of 372 that anybody could earn.
    tally.setUnobserved(0..<4_464)
    let half = try world.close(tally: tally.finish())
    #expect(half.earned(late) == 1_000 * Self.usd / 372)
    #expect(half.earned(ProviderIndex(0)) == 1_000 * Self.usd)
  }

  @Test func claimsThatFollowEachOtherEarnOneFloor() throws {
    var world = world(.regardless)
    let day: Int64 = 86_400
    let amended = world.claim("short", units: 1, until: 10 * day)
    world.claim("short.2", provider: amended, units: 4, from: 10 * day)
    let both = try world.close()
    #expect(both.earned(amended) == 1_000 * Self.usd)
    #expect(
      (both.part("short")?.amountMicros ?? 0) < (both.part("short.2")?.amountMicros ?? 0))
    // Two at the same time earn it once all the same.
    world.claim("beside", provider: amended, units: 1)
    #expect(try world.close().earned(amended) == 1_000 * Self.usd)
  }

  @Test("Law 3: fair: in a floor pool one more verified slot or weaker GPU never lowers an amount")
  func moreNeverLowersAFloor() throws {
    var compared = 0
    var seed: UInt64 = 0
    while compared < 1_500 {
      seed += 1
      var random = RandomWorld(seed: seed, kinds: [.epoch])
      var chooser = SplitMix64(seed: seed ^ 0xF1)
      random.world.policy.pools = random.world.policy.pools.map { pool in
        var pool = pool
        pool.floor = FloorRule(
          amountMicros: Int64(1 + chooser.below(2_000_000)),
          mode: chooser.chance(1, in: 2) ? .topUp : .regardless)
        (pool.sizeClasses, pool.baseline) = ([], nil)
        pool.caps = CapRule(beneficiaryShare: nil, beneficiaryAmountMicros: nil, perGPUHour: [])
        return pool
      }
      // The weaker GPU comes behind all that its owner has of the class, so that it moves none.
      guard let position = lastOfItsKind(random.world, &chooser) else { continue }
      let claim = random.world.claims[position]
      let before = try amounts(random, of: claim.provider)
      let slot = chooser.below(random.tally(1).slotCount)
      var better = random
      better.edit(1) { builder in
        builder.set(.up, claim.provider, slots: slot..<slot + 1)
        for gpuClass in 0..<4 as Range<UInt32> {
          builder.setAllTracks(
            count: 50, claim.provider, ClassIndex(gpuClass), slots: slot..<slot + 1)
        }
      }
      #expect(try amounts(better, of: claim.provider) >= before, "seed \(seed)")
      random.world.claims[position] = claim.with(units: claim.units + 1)
      #expect(try amounts(random, of: claim.provider) >= before, "seed \(seed): absent")
      let range = chooser.range(below: random.tally(1).slotCount)
      let added = random.tally(1).addingOne(to: claim.provider, claim.gpuClass, in: range)
      #expect(try amounts(random, of: claim.provider, added) >= before, "seed \(seed): weak")
      if before > 0 { compared += 1 }
    }
  }

  /// A claim of the first pool behind which none of its provider and class stands.
  private func lastOfItsKind(_ world: World, _ chooser: inout SplitMix64) -> Int? {
    func place(_ claim: Claim) -> (Int, Int) {
      (world.policy.order.firstIndex(of: claim.pool) ?? 0, claim.line)
    }
    let last = world.claims.indices.filter { index in
      let claim = world.claims[index]
      return claim.pool == world.policy.pools[0].name
        && !world.claims.contains {
          $0.provider == claim.provider && $0.gpuClass == claim.gpuClass
            && place($0) > place(claim)
        }
    }
    return last.isEmpty ? nil : last[chooser.below(last.count)]
  }

  private func amounts(
    _ random: RandomWorld, of provider: ProviderIndex, _ tally: Tally? = nil
  ) throws -> Int64 {
    var world = random.world
    world.claims = world.claims.map { claim in
      let payee = World.address(claim.provider.position)
      return claim.paid(to: payee, beneficiary: Beneficiary(payee))
    }
    let statement = try RewardEngine.statement(
      for: world.input(tally: tally ?? random.tally(1)))
    return statement.lines.flatMap(\.parts)
      .filter { $0.provider == World.address(provider.position) }
      .reduce(0) { $0 + $1.amountMicros }
  }

  @Test func withNobodyMeasuredNobodyIsEligible() throws {
    let world = world(.regardless)
    let statement = try world.close(tally: world.tally().finish())
    #expect(statement.unallocatedMicros(.nobodyEligible) == 5_000 * Self.usd)
  }
}

extension Claim {
  /// The same claim with other units.
  func with(units: Int) -> Claim {
    Claim(
      id: id, pool: pool, provider: provider, gpuClass: gpuClass, units: units, from: from,
      until: until, statedUntil: statedUntil, endedEarly: endedEarly, payee: payee,
      beneficiary: beneficiary, line: line, kind: kind)
  }
}
