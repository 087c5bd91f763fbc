import Evidence
import Policy
import Quantities
import Testing

@testable import Rewards

@Suite struct ExplanationTests {
  private func world() -> World {
    var world = World([World.pool()])
    for index in 0..<3 { world.claim("claim-\(index)", units: 1) }
    return world
  }

  private func text(_ statement: Statement, _ provider: Int, _ pool: PoolPolicy) -> String {
    Explanation(of: World.address(provider), in: statement, pool: pool).lines
      .joined(separator: "\n")
  }

  @Test func itSaysWhichSecondsWereLackingAndWhatTheyWereWorth() throws {
    let world = world()
    var tally = world.tally()
    tally.setAllUp(providerCount: 3, count: 1)
    // 3 of 288 slots down: 98.9583 %, 36 seconds short of 99 %.
    tally.set(.down, ProviderIndex(0), slots: 0..<3)
    let statement = try world.close(tally: tally.finish())
    let told = text(statement, 0, world.policy.pools[0])
    let before = try #require(statement.earned(ProviderIndex(0)))
    // 85,536 of 258,336 full seconds, instead of 85,500 at 98.9583 %.
    let after = UInt128(6_250_000_000) * 85_536 / (85_536 + 172_800)
    let gain = FigureText.money(Int128(after) - Int128(before), .usd)
    #expect(told.contains("36 s more up would have lifted unit 1 from 98.9583 % to 99 %"))
    #expect(told.contains("and the factor to 100 %: +\(gain)."))
  }

  @Test func thePartsAreToldToTheAmount() throws {
    var world = world()
    world.claim("more", provider: ProviderIndex(0), gpuClass: World.h100, units: 2)
    let statement = try world.close()
    let told = text(statement, 0, world.policy.pools[0])
    let line = try #require(statement.lines.first { $0.key.payee == World.address(0) })
    let terms = line.parts.map { FigureText.money(Int128($0.amountMicros), .usd) }
    let sum = FigureText.money(Int128(line.earnedMicros), .usd)
    #expect(told.contains("\(terms.joined(separator: " + ")) = \(sum)."))
  }

  @Test func whoHasNothingIsToldWhy() throws {
    var world = world()
    world.edit { $0.eligibility.refuse = [World.pattern("*/a100/*/*")] }
    let statement = try world.close()
    #expect(text(statement, 0, world.policy.pools[0]).contains("Not eligible: class-refused."))
    let absent = Explanation(
      of: World.address(77), in: statement, pool: world.policy.pools[0])
    #expect(!absent.hasLine)
    #expect(absent.lines.joined().contains("There is no line"))
  }

  @Test func withoutAChangeTheCounterfactualIsTheStatement() throws {
    var told = 0
    for seed in 0..<1_000 as Range<UInt64> {
      let random = RandomWorld(seed: seed)
      let statement = try random.statements()[1]
      let counterfactual = Counterfactual(statement, random.world.policy.pools[0])
      for line in statement.lines {
        for part in line.parts {
          for group in part.groups.indices {
            let change = Counterfactual.Change(
              line: line.key, claim: part.claim, group: group, seconds: 0)
            guard let amounts = counterfactual.amounts(change) else { continue }
            #expect(amounts.before == amounts.after, "seed \(seed), \(part.claim)")
            told += 1
          }
        }
      }
    }
    #expect(told > 500)
  }

  @Test func theCounterfactualIsWhatTheCloseWouldHaveGiven() throws {
    var gains = 0
    for seed in 0..<1_000 as Range<UInt64> {
      var random = RandomWorld(seed: seed, kinds: [.epoch, .committed])
      // One unit, claim and line per provider, seen all the time: one change, one group.
      random.world.claims = []
      random.world.schedules = []
      random.world.maintenance = []
      random.world.policy.pools = random.world.policy.pools.map { pool in
        var pool = pool
        pool.uptime.windowEpochs = 1
        pool.floor = nil
        return pool
      }
      let slots = random.tally(1).slotCount
      for index in 0..<random.world.providerCount {
        random.world.claim(
          "claim-\(index)", provider: ProviderIndex(UInt32(index)), units: 1,
          rateMicros: 2_000_000)
      }
      let lost = 1 + Int(seed % 9)
      let providers = random.world.providerCount
      random.edit(1) { builder in
        builder.setAllUp(providerCount: providers, count: 1)
        builder.set(.down, ProviderIndex(0), slots: 0..<slots / 2)
      }
      let input = random.world.input(tally: random.tally(1))
      let statement = try RewardEngine.statement(for: input)
      guard let line = statement.lines.first(where: { $0.key.payee == World.address(0) }),
        let part = line.parts.first
      else { continue }
      let down = part.groups[0].seconds[.down]
      let more = min(UInt64(lost) * 300, down)
      let change = Counterfactual.Change(
        line: line.key, claim: part.claim, group: 0, seconds: more)
      guard
        let amounts = Counterfactual(statement, random.world.policy.pools[0]).amounts(change)
      else { continue }
      let tally = random.tally(1)
      let unobserved = tally.unobservedAll(random.world.policy.pools[0].proof)
      let first = tally.slots(.down, ProviderIndex(0)).ranges.flatMap { Array($0) }
        .filter { !unobserved.contains($0) }
      for slot in first.prefix(Int(more / 300)) {
        random.edit(1) { $0.set(.up, ProviderIndex(0), slots: slot..<slot + 1) }
      }
      let again = try RewardEngine.statement(for: random.world.input(tally: random.tally(1)))
      let after = again.lines.first { $0.key == line.key }.map { line in
        line.earnedMicros - line.correctionMicros + line.takenBackMicros
      }
      #expect(after == amounts.after, "seed \(seed)")
      gains += amounts.after > amounts.before ? 1 : 0
    }
    #expect(gains > 50, "\(gains)")
  }
}
