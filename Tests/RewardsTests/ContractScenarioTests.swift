import Evidence
import Policy
import Quantities
import Rewards
import Testing

@Suite struct ContractScenarioTests {
  private static let usd: Int64 = 1_000_000
  private static let year = World.span("2024-03-01", "2025-03-01")
  /// The second of the year at which seven months have passed.
  private static let sevenMonths = World.time("2024-10-01").seconds(since: year.start)

  private func contractWorld(_ rule: VestingRule.OnExit) -> World {
    var world = World([
      World.pool(
        "committed", kind: .committed, amount: "1000000.00 USD", span: Self.year,
        epoch: "PT2190H")
    ])
    world.edit { $0.vesting = VestingRule(kind: .quarterly, cliff: nil, onExit: rule) }
    return world
  }

  @Test("O-39: a contract worth 100,000 a year, left after 7 months, keeps 2 quarters: 50,000")
  func twoQuartersVest() throws {
    // The whole of a pool of 100,000 a year, so that a quarter is 25,000 to the last unit.
    var world = World([
      World.pool(amount: "100000.00 USD", span: Self.year, epoch: "PT2190H")
    ])
    world.edit { $0.vesting = VestingRule(kind: .quarterly, cliff: nil, onExit: .forfeit) }
    world.claim("year", units: 1, until: Self.sevenMonths, endedEarly: Self.sevenMonths)
    let first = try world.close()
    #expect(first.lines[0].vestedMicros == 25_000 * Self.usd)
    let second = try world.close(epoch: 2, previous: [first])
    #expect(second.lines[0].vestedMicros == 50_000 * Self.usd)
    let third = try world.close(epoch: 3, previous: [second])
    #expect(third.lines[0].vestedMicros == 50_000 * Self.usd)
    #expect(third.lines[0].takenBackMicros == 25_000 * Self.usd)
    #expect(third.lines[0].earnedMicros == 0)
    #expect(third.unallocatedMicros(.forfeited) == 25_000 * Self.usd)
    #expect(third.pot.returnedMicros == 25_000 * Self.usd, "The rest returns to the pool.")
  }

  @Test("O-39: the third quarter of a contract is 0, or pro rata where the rule keeps it")
  func thirdQuarterByRule() throws {
    // 11.415525 an hour for 8,760 hours: 99,999.999, or 100,000.00 to the cent.
    for rule in [VestingRule.OnExit.forfeit, .keep] {
      var world = contractWorld(rule)
      world.claim(
        "year", units: 1, until: Self.sevenMonths, endedEarly: Self.sevenMonths,
        rateMicros: 11_415_525)
      let first = try world.close()
      let second = try world.close(epoch: 2, previous: [first])
      let third = try world.close(epoch: 3, previous: [second])
      #expect(second.lines[0].vestedMicros == 2 * 2_190 * 11_415_525)
      // From noon of 30 August to 1 October: 756 hours of the third quarter.
      let kept: Int64 = rule == .keep ? 756 * 11_415_525 : 0
      #expect(third.lines[0].vestedMicros == second.lines[0].vestedMicros + kept, "\(rule)")
      #expect(third.lines[0].earnedMicros == kept, "\(rule)")
      #expect(third.unallocatedMicros(.forfeited) == (rule == .keep ? 0 : 756 * 11_415_525))
    }
  }

  @Test func entriesWaitForTheirQuarterAcrossEpochs() throws {
    var world = World([
      World.pool(
        "committed", kind: .committed, amount: "1000000.00 USD", span: Self.year, epoch: "P1M")
    ])
    world.edit { $0.vesting = VestingRule(kind: .quarterly, cliff: nil, onExit: .forfeit) }
    world.claim("year", units: 2, rateMicros: 1_000_000)
    var previous: Statement?
    for epoch in 1...12 {
      let statement = try world.close(epoch: epoch, previous: previous.map { [$0] } ?? [])
      let line = statement.lines[0]
      let hours = statement.span.end.seconds(since: Self.year.start) / 3600
      #expect(line.accruedMicros == 2 * hours * Self.usd)
      #expect(line.vestedMicros == 2 * (hours / 2_190) * 2_190 * Self.usd, "epoch \(epoch)")
      #expect(line.isBalanced)
      previous = statement
    }
    #expect(previous?.lines[0].unvested.isEmpty == true)
  }

  @Test func aCliffHoldsEverythingBackUntilItHasPassed() throws {
    var world = World([
      World.pool(
        "committed", kind: .committed, amount: "1000000.00 USD", span: Self.year, epoch: "P1M")
    ])
    world.edit { pool in
      pool.vesting = VestingRule(
        kind: .cliff, cliff: World.duration("P2M"), onExit: .forfeit)
    }
    world.claim("year", units: 1, rateMicros: 1_000_000)
    let first = try world.close()
    #expect(first.lines[0].vestedMicros == 0)
    #expect(first.lines[0].unvested.map(\.vests) == [World.time("2024-05-01")])
    let second = try world.close(epoch: 2, previous: [first])
    #expect(second.lines[0].vestedMicros == 61 * 24 * Self.usd)
    let third = try world.close(epoch: 3, previous: [second])
    #expect(third.lines[0].unvested.isEmpty)
    #expect(third.lines[0].vestedMicros == third.lines[0].accruedMicros)
  }

  @Test func whatAContractLosesIsExplainedReasonByReason() throws {
    var world = World([
      World.pool(
        "committed", kind: .committed, amount: "1000000.00 USD", span: Self.year, epoch: "P1D")
    ])
    world.edit { $0.proof = .challenged }
    let provider = world.claim("contract", units: 4, rateMicros: 3_600_000)
    var tally = world.tally()
    tally.set(.up, provider, slots: 0..<288)
    tally.set(.down, provider, slots: 0..<10)
    tally.set(.conflict, provider, slots: 10..<12)
    tally.set(.unobservedProvider, provider, slots: 12..<15)
    tally.setUnobserved(15..<19)
    tally.set(count: 4, provider, World.a100, .reported, slots: 0..<288)
    tally.set(
      count: 3, provider, World.a100, CountTrack(level: .challenged, homogeneous: false),
      slots: 0..<288)
    tally.set(
      count: nil, provider, World.a100, CountTrack(level: .challenged, homogeneous: false),
      slots: 20..<25)
    let statement = try world.close(tally: tally.finish())
    // 0.001 a second: a slot of one unit is 0.30.
    let slot: Int64 = 300_000
    func expect(_ reason: UnallocatedReason, _ micros: Int64) {
      #expect(statement.unallocatedMicros(reason) == micros, "\(reason)")
    }
    expect(.down, 10 * 4 * slot)
    expect(.conflict, 2 * 4 * slot)
    expect(.unobservedProvider, 3 * 4 * slot)
    expect(.unobservedAll, 4 * 4 * slot)
    expect(.inventoryUnknown, 5 * 4 * slot)
    expect(.unproven, 264 * slot)
    // Three units were up 264 of 274 measured slots: 963,503 ppm, in proportion.
    expect(.uptimeCurve, (3 * 264 * slot * 36_497 + 999_999) / 1_000_000 - 1)
    let groups = try #require(statement.part("contract")?.groups)
    #expect(groups.map(\.units) == [3, 1])
    #expect(groups[0].uptimePPM == 963_503)
    #expect(groups[1].seconds[.unproven] == 264 * 300)
    #expect(statement.pot.baseMicros == 288 * 4 * slot)
    #expect(statement.isBalanced)
  }

  @Test func campaignsStopAtTheirCap() throws {
    var world = World([
      World.pool(
        "research", kind: .research, amount: "1000.00 USD",
        span: World.span("2024-03-01", "2024-03-11"))
    ])
    world.campaigns = [
      Campaign(
        id: World.label("bench"), pool: World.label("research"), rateMicros: 1_000_000,
        capMicros: 100 * Self.usd, line: 2)
    ]
    world.claim("a", units: 1, campaign: "bench")
    world.claim("b", units: 2, campaign: "bench")
    let first = try world.close()
    #expect(first.campaigns[0].baseMicros == 72 * Self.usd)
    #expect(first.lines.map(\.earnedMicros).sorted() == [24 * Self.usd, 48 * Self.usd])
    let second = try world.close(epoch: 2, previous: [first])
    #expect(second.campaigns[0].baseMicros == 28 * Self.usd)
    #expect(second.lines.map(\.earnedMicros).sorted() == [9_333_333, 18_666_666])
    #expect(second.unallocated == [Statement.Unallocated(reason: .rounding, micros: 1)])
    let third = try world.close(epoch: 3, previous: [second])
    #expect(third.campaigns[0].baseMicros == 1)
    #expect(third.pot.earnedMicros == 0)
    #expect(third.campaigns[0].earnedToDateMicros == 99_999_999)
  }

  @Test func scheduledHoursOfAParticipationAreExplained() throws {
    var world = World([
      World.pool(
        "research", kind: .research, amount: "1000.00 USD",
        span: World.span("2024-03-01", "2024-03-11"))
    ])
    world.campaigns = [
      Campaign(
        id: World.label("bench"), pool: World.label("research"), rateMicros: 1_000_000,
        capMicros: 100 * Self.usd, line: 2)
    ]
    let provider = world.claim("a", units: 2, campaign: "bench")
    world.schedules = [
      DailySchedule(
        provider: provider, pool: World.label("research"), from: World.time("2024-03-01"),
        until: nil, openSecond: 0, closeSecond: 6 * 3600, line: 9)
    ]
    let statement = try world.close()
    #expect(statement.earned(provider) == 12 * Self.usd)
    #expect(statement.unallocatedMicros(.outsideSchedule) == 36 * Self.usd)
  }
}
