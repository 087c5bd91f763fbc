import Evidence
import Policy
import Quantities
import Rewards
import TestSupport
import Testing

/// What a provider might try to be paid more for the same machines.
@Suite struct GamingTests {
  private static let usd: Int64 = 1_000_000
  private static let day: Int64 = 86_400

  private func earned(_ statement: Statement, _ provider: ProviderIndex) -> Int64 {
    statement.earned(provider) ?? 0
  }

  // MARK: Floors

  private func floorWorld() -> World {
    var world = World([
      World.pool(amount: "5000.00 USD", span: World.span("2024-03-01", "2024-04-01"), epoch: "P1M")
    ])
    world.edit { $0.floor = FloorRule(amountMicros: 1_000 * Self.usd, mode: .regardless) }
    return world
  }

  @Test func anHourDividedIntoEnrolmentsIsWorthAnHoursFloor() throws {
    var world = floorWorld()
    let late = world.provider()
    for _ in 0..<24 {
      world.claim(provider: late, units: 1, from: 31 * Self.day - 3_600)
    }
    #expect(earned(try world.close(), late) == 1_000 * Self.usd / 744)
  }

  @Test func aFloorCountsTheBestSeriesOfClaims() throws {
    var world = floorWorld()
    let series = world.claim("a", units: 1, until: 10 * Self.day)
    // Of other classes, so that each is there in full; b lies across the other two.
    world.claim("b", provider: series, gpuClass: World.h100, units: 1, from: 9 * Self.day)
    world.claim("c", provider: series, gpuClass: World.t4, units: 1, from: 10 * Self.day)
    let across = world.claim("d", units: 1, until: 20 * Self.day)
    world.claim("e", provider: across, gpuClass: World.h100, units: 1, from: 5 * Self.day)
    let statement = try world.close()
    #expect(earned(statement, series) == 1_000 * Self.usd)
    #expect(earned(statement, across) == 1_000 * Self.usd * 26 / 31)
  }

  // MARK: Uptime history

  @Test(arguments: [1, 299, 300, 600, 43_200] as [Int64])
  func aShortClaimHidesNoPast(seconds: Int64) throws {
    var pool = World.pool()
    pool.uptime.windowEpochs = 2
    var world = World([pool])
    let provider = world.claim("bad", units: 1, until: Self.day)
    world.claim("veil", provider: provider, units: 1, from: Self.day, until: Self.day + seconds)
    world.claim("again", provider: provider, units: 1, from: Self.day)
    let first = try world.close(epoch: 1, tally: world.fullTally(epoch: 1, count: 0))
    let second = try world.close(
      epoch: 2, tally: world.fullTally(epoch: 2, count: 2), previous: [first])
    // Down for a day, up for a day: half, whatever stood before it in between.
    #expect(second.part("again")?.groups.map(\.uptimePPM) == [500_000])
    #expect(second.part("again")?.reasons == [.uptimeBelowThreshold])
    let third = try world.close(
      epoch: 3, tally: world.fullTally(epoch: 3, count: 2), previous: [second, first])
    #expect(third.part("again")?.groups.map(\.uptimePPM) == [1_000_000])
  }

  @Test func aDayBehindAShortClaimIsNotForgotten() throws {
    var pool = World.pool()
    pool.uptime.windowEpochs = 2
    var world = World([pool])
    let provider = world.claim("veil", units: 5, until: 300)
    world.claim("bad", provider: provider, units: 1)
    let first = try world.close(epoch: 1, tally: world.fullTally(epoch: 1, count: 0))
    let second = try world.close(
      epoch: 2, tally: world.fullTally(epoch: 2, count: 9), previous: [first])
    // The unit's own day, and the slot in which the first unit of `veil` bore its number.
    #expect(second.part("bad")?.groups.map(\.uptimePPM) == [288 * 1_000_000 / (3 * 288 - 287)])
  }

  // MARK: Size classes

  @Test func unitsThatAreClaimedAndNotThereLiftNoFactor() throws {
    var world = World([World.pool()])
    world.edit { pool in
      pool.sizeClasses = [
        SizeClass(from: 1, below: 8, factor: .one),
        SizeClass(from: 8, below: nil, factor: World.ratio(2_000_000)),
      ]
    }
    let honest = world.claim("honest", units: 1)
    let boaster = world.claim("boaster", units: 100)
    let large = world.claim("large", units: 8)
    var tally = world.tally()
    tally.setAllUp(providerCount: 3, count: 1)
    tally.setAllTracks(count: 8, large, World.a100, slots: 0..<288)
    // Seven more for a moment are no eight: below the threshold of the curve they have no credit.
    tally.setAllTracks(count: 8, boaster, World.a100, slots: 0..<200)
    let statement = try world.close(tally: tally.finish())
    #expect(statement.part("boaster")?.weight == statement.part("honest")?.weight)
    #expect(earned(statement, boaster) == earned(statement, honest))
    #expect(statement.part("large")?.weight == 16 * (statement.part("honest")?.weight ?? 0))
  }

  // MARK: Law 3

  @Test("Law 3: fair: one more slot, or an absent or weak GPU, never lowers an amount, in any pool")
  func moreNeverLowersAnyAmount() throws {
    var compared = 0
    var seed: UInt64 = 0
    while compared < TestScale.seeds {
      seed += 1
      var random = RandomWorld(seed: seed)
      var chooser = SplitMix64(seed: seed ^ 0x3A)
      random.world.claims = random.world.claims.map { claim in
        let payee = World.address(claim.provider.position)
        return claim.paid(to: payee, beneficiary: Beneficiary(payee))
      }
      Self.sizes(&random.world, &chooser)
      // The weaker GPU comes behind all that its owner has of the class, so that it moves none.
      guard let position = random.world.lastOfItsKind(&chooser) else { continue }
      let claim = random.world.claims[position]
      let epoch = 1 + chooser.below(RandomWorld.epochs)
      // The past stays as it was: a unit that was claimed and absent then has that past.
      var previous: [Statement] = []
      for number in 1..<epoch {
        let input = random.world.input(
          epoch: number, tally: random.tally(number), previous: previous)
        previous.insert(try RewardEngine.statement(for: input), at: 0)
      }
      func amount(_ random: RandomWorld, _ tally: Tally? = nil) throws -> Int64 {
        let statement = try RewardEngine.statement(
          for: random.world.input(
            epoch: epoch, tally: tally ?? random.tally(epoch), previous: previous))
        return statement.lines.flatMap(\.parts)
          .filter { $0.provider == World.address(claim.provider.position) }
          .reduce(0) { $0 + $1.amountMicros }
      }
      let before = try amount(random)
      let slot = chooser.below(random.tally(epoch).slotCount)
      var better = random
      better.edit(epoch) { builder in
        builder.set(.up, claim.provider, slots: slot..<slot + 1)
        for gpuClass in 0..<4 as Range<UInt32> {
          builder.setAllTracks(
            count: 50, claim.provider, ClassIndex(gpuClass), slots: slot..<slot + 1)
        }
      }
      #expect(try amount(better) >= before, "seed \(seed): slot")
      random.world.claims[position] = claim.with(units: claim.units + 1)
      let absent = try amount(random)
      #expect(absent >= before, "seed \(seed): absent")
      let range = chooser.range(below: random.tally(epoch).slotCount)
      let added = random.tally(epoch).addingOne(to: claim.provider, claim.gpuClass, in: range)
      #expect(try amount(random, added) >= before, "seed \(seed): weak")
      if before > 0 { compared += 1 }
    }
  }

  /// Tables whose factors rise, as `policy check` asks for.
  private static func sizes(_ world: inout World, _ chooser: inout SplitMix64) {
    for index in world.policy.pools.indices
    where world.policy.pools[index].kind == .epoch && world.policy.pools[index].floor == nil
      && chooser.chance(1, in: 2)
    {
      var from = 1
      var factor = chooser.below(1_000_000)
      var sizes: [SizeClass] = []
      for _ in 0..<chooser.below(4) {
        let below = from + 1 + chooser.below(3)
        sizes.append(SizeClass(from: from, below: below, factor: World.ratio(UInt64(factor))))
        from = below
        factor += chooser.below(1_000_000)
      }
      sizes.append(SizeClass(from: from, below: nil, factor: World.ratio(UInt64(factor))))
      world.policy.pools[index].sizeClasses = sizes
    }
  }
}

/// How many seeds a search takes: more while looking for a breach.
enum TestScale {
  static let seeds = 1_000
}

extension World {
  /// A claim of the first pool behind which none of its provider and class stands.
  func lastOfItsKind(_ chooser: inout SplitMix64) -> Int? {
    func place(_ claim: Claim) -> (Int, Int) {
      (policy.order.firstIndex(of: claim.pool) ?? 0, claim.line)
    }
    let last = claims.indices.filter { index in
      let claim = claims[index]
      return claim.pool == policy.pools[0].name
        && !claims.contains {
          $0.provider == claim.provider && $0.gpuClass == claim.gpuClass
            && place($0) > place(claim)
        }
    }
    return last.isEmpty ? nil : last[chooser.below(last.count)]
  }
}
