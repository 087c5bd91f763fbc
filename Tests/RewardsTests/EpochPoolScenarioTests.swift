import Evidence
import Policy
import Quantities
import Rewards
import Testing

@Suite struct EpochPoolScenarioTests {
  private static let usd: Int64 = 1_000_000

  @Test("O-25: 8, 4 and half a day of 1 GPU share 6,250.00 as 4,000.00, 2,000.00 and 250.00")
  func sharesFollowVerifiedHours() throws {
    var world = World([World.pool()])
    let a = world.claim(units: 8)
    let b = world.claim(units: 4)
    let c = world.claim(units: 1, from: 43_200)
    let statement = try world.close()
    #expect(statement.pot.baseMicros == 6_250 * Self.usd)
    #expect(statement.earned(a) == 4_000 * Self.usd)
    #expect(statement.earned(b) == 2_000 * Self.usd)
    #expect(statement.earned(c) == 250 * Self.usd)
    #expect(statement.unallocated.isEmpty)
  }

  private func uaktWorld(
    participants: Int, unallocated: PoolPolicy.Unallocated
  ) -> World {
    var pool = World.pool(
      amount: "2000000 uakt", span: World.span("2024-02-09", "2024-02-11"))
    pool.unallocated = unallocated
    var world = World([pool])
    for _ in 0..<participants { world.claim(units: 2) }
    return world
  }

  @Test("O-26: three equal participants get 333,333 uakt each; 1 uakt is carried by rule")
  func roundingDustIsCarried() throws {
    let world = uaktWorld(participants: 3, unallocated: .carry)
    let first = try world.close()
    #expect(first.lines.map(\.earnedMicros) == [333_333, 333_333, 333_333])
    #expect(first.unallocated == [Statement.Unallocated(reason: .rounding, micros: 1)])
    #expect(first.pot.carriedOutMicros == 1)
    #expect(first.pot.returnedMicros == 0)
    let second = try world.close(epoch: 2, previous: [first])
    #expect(second.pot.carriedInMicros == 1)
    #expect(second.pot.earnedMicros == 999_999)
    #expect(second.pot.returnedMicros == 2, "In the last epoch everything left is returned.")
    #expect(second.pot.carriedOutMicros == 0)
    #expect(second.lines.map(\.accruedMicros) == [666_666, 666_666, 666_666])
  }

  @Test("O-26: the same in any order of input, the 1 uakt returned by rule")
  func roundingDustIsReturned() throws {
    var world = uaktWorld(participants: 3, unallocated: .return)
    let first = try world.close()
    #expect(first.pot.earnedMicros == 999_999)
    #expect(first.pot.returnedMicros == 1)
    world.claims.reverse()
    #expect(World.bytes(try world.close()) == World.bytes(first))
  }

  @Test("O-27: with nobody eligible nothing is paid, and the amount is carried or returned")
  func nobodyEligible() throws {
    for rule in PoolPolicy.Unallocated.allCases {
      var world = uaktWorld(participants: 0, unallocated: rule)
      let empty = try world.close()
      #expect(empty.pot.earnedMicros == 0)
      #expect(empty.lines.isEmpty)
      #expect(
        empty.unallocated == [Statement.Unallocated(reason: .nobodyEligible, micros: 1_000_000)])
      #expect(empty.pot.carriedOutMicros == (rule == .carry ? 1_000_000 : 0))
      // Somebody who was down all day is not eligible for a share either.
      world.claim(units: 1)
      var tally = world.tally()
      tally.set(.down, ProviderIndex(0), slots: 0..<288)
      let down = try world.close(tally: tally.finish())
      #expect(down.pot.earnedMicros == 0)
      #expect(down.unallocatedMicros(.nobodyEligible) == 1_000_000)
    }
  }

  @Test("O-28: twice the participants share the same total, each half")
  func twiceTheParticipantsHalveTheShares() throws {
    let two = try uaktWorld(participants: 2, unallocated: .return).close()
    let four = try uaktWorld(participants: 4, unallocated: .return).close()
    #expect(two.lines.map(\.earnedMicros) == [500_000, 500_000])
    #expect(four.lines.map(\.earnedMicros) == [250_000, 250_000, 250_000, 250_000])
    #expect(two.pot.earnedMicros == four.pot.earnedMicros)
  }

  @Test("O-29: joining at hour 18 of 24 with 1 GPU fully up counts 6 GPU-hours")
  func joiningLateCountsFromThen() throws {
    var world = World([World.pool()])
    world.claim("late", units: 1, from: 18 * 3600)
    let part = try world.close().part("late")
    #expect(part?.unitSeconds.verified == 6 * 3600)
    #expect(part?.unitSeconds.total == 6 * 3600)
    #expect(part?.groups.first?.uptimePPM == 1_000_000)
  }

  /// A week of 10,080 minutes, 80 of them unobserved, so that uptimes are whole ten-thousandths.
  private func weekWorld() -> World {
    var world = World([World.pool(epoch: "P7D")])
    world.policy.observation.slotSeconds = 60
    return world
  }

  @Test("O-30: uptime 20, 90, 95, 98.99 and 99 % earns 0, 0.90, 0.95, 0.9899 and 1.00 of base")
  func uptimeCurve() throws {
    var world = weekWorld()
    let rows: [(up: Int, factor: UInt32)] = [
      (2_000, 0), (9_000, 900_000), (9_500, 950_000), (9_899, 989_900), (9_900, 1_000_000),
    ]
    for (index, _) in rows.enumerated() { world.claim("unit-\(index)", units: 1) }
    var tally = world.tally()
    tally.setAllUp(providerCount: rows.count, count: 1)
    for (index, row) in rows.enumerated() {
      tally.set(.down, ProviderIndex(UInt32(index)), slots: row.up..<10_080)
    }
    tally.setUnobserved(10_000..<10_080)
    let statement = try world.close(tally: tally.finish())
    for (index, row) in rows.enumerated() {
      let group = try #require(statement.part("unit-\(index)")?.groups.first)
      #expect(group.uptimePPM == UInt32(row.up * 100))
      #expect(group.factorPPM == row.factor)
      #expect(group.credit == UInt64(row.up) * 60 * UInt64(row.factor))
      #expect(group.seconds[.unobservedAll] == 80 * 60)
    }
    #expect(statement.part("unit-0")?.reasons == [.uptimeBelowThreshold])
    #expect(statement.part("unit-2")?.reasons == [.uptimeReduced])
    #expect(statement.part("unit-4")?.reasons == [])
    #expect(statement.observed == Statement.Observed(slots: 10_080, unobservedAll: 80))
  }

  @Test("O-31: up 69.3 of the 70 hours declared a week is 99.00 %, and earns for 69.3 hours")
  func declaredScheduleIsWhatCounts() throws {
    var world = weekWorld()
    let provider = world.claim("nights", units: 1)
    world.schedules = [
      DailySchedule(
        provider: provider, pool: World.label("mining"), from: World.start, until: nil,
        openSecond: 20 * 3600, closeSecond: 6 * 3600, line: 90)
    ]
    var tally = world.tally()
    tally.setAllUp(providerCount: 1, count: 1)
    for day in 0..<7 { tally.set(.down, provider, slots: day * 1_440 + 360..<day * 1_440 + 1_200) }
    // 0.7 h of the declared hours are missed, on the first night.
    tally.set(.down, provider, slots: 0..<42)
    let statement = try world.close(tally: tally.finish())
    let group = try #require(statement.part("nights")?.groups.first)
    #expect(group.uptimePPM == 990_000)
    #expect(group.factorPPM == 1_000_000)
    #expect(group.seconds.verified == 249_480, "69.3 h")
    #expect(group.seconds.down == 2_520)
    #expect(group.seconds[.outsideSchedule] == 98 * 3600)
    #expect(group.credit == 249_480_000_000)
    world.schedules = []
    let without = try world.close(tally: tally.finish()).part("nights")?.groups.first
    #expect(without?.uptimePPM == 412_500, "41 % without the schedule")
  }

  @Test("O-33: a bid of 1.50 over a guidance of 1.00 is flagged; the rule decides exclusion")
  func priceAboveGuidance() throws {
    var world = World([World.pool()])
    let a = world.claim("dear", units: 8)
    let b = world.claim("cheap", units: 8)
    var tally = world.tally()
    tally.setAllUp(providerCount: 2, count: 8)
    for (provider, price) in [(a, 12_000_000), (b, 8_000_000)] {
      tally.add(
        TallyLease(
          lease: LeaseIdentifier(value: UInt128(provider.rawValue)), provider: provider,
          gpuClass: World.a100, gpus: 8, span: World.span("2024-02-09", "2024-02-10"),
          state: .bid, answered: false, denomination: .microDollars,
          pricePerHourMicros: UInt64(price)))
    }
    for above in [PriceGuidance.Consequence.flag, .exclude] {
      world.edit { pool in
        pool.priceGuidance = PriceGuidance(
          prices: [MarketRent(pattern: World.pattern("nvidia/a100/*/*"), perHourMicros: 1_000_000)],
          above: above)
      }
      let statement = try world.close(tally: tally.finish())
      let dear = try #require(statement.part("dear"))
      #expect(dear.flags == [.priceAboveGuidance])
      #expect(statement.part("cheap")?.flags == [])
      #expect(dear.reasons == (above == .flag ? [] : [.priceAboveGuidance]))
      #expect(dear.amountMicros == (above == .flag ? 3_125 * Self.usd : 0))
      #expect(statement.earned(b) == (above == .flag ? 3_125 : 6_250) * Self.usd)
    }
  }

  @Test("O-34: half-open size classes put 1, 8 and 32 in one class each")
  func sizeClassesAreHalfOpen() throws {
    var world = World([World.pool()])
    world.edit { pool in
      pool.sizeClasses = [
        SizeClass(from: 1, below: 8, factor: .one),
        SizeClass(from: 8, below: 32, factor: World.ratio(1_500_000)),
        SizeClass(from: 32, below: 64, factor: World.ratio(2_000_000)),
      ]
    }
    for units in [1, 7, 8, 31, 32, 63, 64] { world.claim("size-\(units)", units: units) }
    let statement = try world.close()
    let day = UInt128(86_400) * 1_000_000
    for (units, ppm) in [(1, 1), (7, 1), (8, 1.5), (31, 1.5), (32, 2), (63, 2), (64, 0)] {
      let weight = day * UInt128(units) * UInt128(ppm * 1_000_000)
      #expect(statement.part("size-\(units)")?.weight == weight, "\(units) units")
    }
    #expect(statement.part("size-64")?.reasons == [.sizeClass])
    #expect(statement.part("size-64")?.amountMicros == 0)
  }

  @Test("O-37: of 24 units with a baseline of 16, eight are additional; the 16 by rule")
  func baselineDecidesWhatWasThereBefore() throws {
    var world = World([World.pool()])
    let provider = world.claim("grown", units: 24)
    let other = world.claim("new", units: 8)
    world.baselines = [
      BaselineCount(provider: provider, gpuClass: World.a100, units: 16)
    ]
    let rows: [(rule: BaselineRule.Rule, ppm: UInt64, grown: Int64, groups: Int)] = [
      (.none, 0, 3_125_000_000, 2), (.reduced, 500_000, 4_166_666_666, 2),
      (.full, 1_000_000, 4_687_500_000, 1),
    ]
    for row in rows {
      world.edit { $0.baseline = BaselineRule(rule: row.rule, factor: World.ratio(row.ppm)) }
      let statement = try world.close()
      #expect(statement.earned(provider) == row.grown, "\(row.rule)")
      #expect(statement.part("grown")?.groups.count == row.groups)
      #expect(statement.part("grown")?.reasons == (row.rule == .full ? [] : [.baseline]))
      let rest = 6_250_000_000 - row.grown
      #expect(rest - (statement.earned(other) ?? 0) <= 1, "\(row.rule)")
    }
    let view = Additionality.view(
      of: world.claims, baselines: world.baselines, pool: World.label("mining"), at: World.start)
    #expect(view.first?.baselineUnits == 16)
    #expect(view.first?.enrolledUnits == 24)
    #expect(view.first?.additionalUnits == 8)
    #expect(view.last?.additionalUnits == 8)
  }

  @Test func anAmendmentDoesNotUseUpTheBaseline() throws {
    var world = World([World.pool()])
    let provider = world.claim("grown", units: 16, until: 43_200)
    world.claim("grown.2", provider: provider, units: 24, from: 43_200)
    world.claim("second", provider: provider, units: 4)
    world.baselines = [BaselineCount(provider: provider, gpuClass: World.a100, units: 18)]
    world.edit { $0.baseline = BaselineRule(rule: .none, factor: .zero) }
    let statement = try world.close()
    #expect(statement.part("grown")?.weight == 0)
    #expect(statement.part("grown.2")?.groups.map(\.units) == [18, 6])
    // Sixteen units of the eighteen are used throughout: two of this claim's were there before.
    #expect(statement.part("second")?.groups.map(\.units) == [2, 2])
    #expect(statement.part("second")?.reasons == [.baseline])
  }

  @Test func aClaimOfAMomentDoesNotUseUpTheBaseline() throws {
    var world = World([World.pool()])
    let provider = world.claim("decoy", units: 8, until: 1)
    world.claim("real", provider: provider, units: 8)
    world.claim("other", units: 8)
    world.baselines = [BaselineCount(provider: provider, gpuClass: World.a100, units: 8)]
    world.edit { $0.baseline = BaselineRule(rule: .none, factor: .zero) }
    #expect(try world.close().part("real")?.amountMicros == 0)
  }
}
