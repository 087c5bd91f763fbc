import Evidence
import Quantities
import TestSupport
import Testing

@testable import Probing

/// A clock that was wrong from its start: what the chain's blocks say of it, and what becomes of
/// what was seen by it.
@Suite struct ClockTrustTests {
  private func times(_ seconds: Int64...) throws -> [Timestamp] {
    try seconds.map { try Timestamp(seconds: $0) }
  }

  @Test func oneGoodTimeIsEnoughAndAllMustBeAgainstAClock() throws {
    var trust = ClockTrust()
    #expect(trust.judge([], wallSeconds: 10_000...10_000) == .open)
    #expect(try trust.judge(times(9_880), wallSeconds: 10_000...10_000) == .sound)
    #expect(try trust.judge(times(10_120), wallSeconds: 10_000...10_000) == .sound)
    #expect(
      try trust.judge(times(10_121), wallSeconds: 10_000...10_000) == .wrong(seconds: -121))
    #expect(trust.isWrong)
    // A node that lies, beside one that does not, decides nothing.
    #expect(try trust.judge(times(99_999, 9_990), wallSeconds: 10_000...10_000) == .sound)
    #expect(!trust.isWrong)
    #expect(try trust.judge(times(99_999, 5_000), wallSeconds: 10_000...10_000) == .open)
  }

  @Test func aChainThatStandsStillSaysNothing() throws {
    var trust = ClockTrust()
    #expect(try trust.judge(times(9_000), wallSeconds: 10_000...10_000) == .open)
    #expect(try trust.judge(times(9_000), wallSeconds: 10_300...10_300) == .open)
    // It goes on and catches up with the time: still nothing.
    #expect(try trust.judge(times(9_200), wallSeconds: 10_600...10_600) == .open)
    // It goes on at an equal distance: the clock is ahead.
    #expect(
      try trust.judge(times(9_505), wallSeconds: 10_900...10_900) == .wrong(seconds: 1_395))
  }

  @Test func whatAnAnswerTookCountsForTheClock() throws {
    var trust = ClockTrust()
    #expect(try trust.judge(times(10_000), wallSeconds: 10_100...10_500) == .sound)
    #expect(try trust.judge(times(10_000), wallSeconds: 9_000...9_890) == .sound)
  }

  /// A world whose clock is wrong until it is set right after so many minutes.
  private func world(setBy: Int64, minutes: Int64) throws -> (World, World.Said) {
    var world = try World(seed: 11, faults: World.Faults())
    world.isPeaceful = true
    world.setBy = setBy
    try world.run(minutes: minutes)
    world.setBy = 0
    world.nextBlocks = world.real
    try world.run(minutes: 60)
    try world.settle()
    let said = try world.said()
    #expect(world.judge(said).isEmpty)
    return (world, said)
  }

  @Test(arguments: [-600_000, 600_000, -130_000, 3_600_000] as [Int64])
  func nothingSeenByAClockThatWasWrongFromItsStartIsSaid(setBy: Int64) throws {
    let (world, said) = try world(setBy: setBy, minutes: 20)
    #expect(
      world.findings.contains {
        if case .clockWrong(let seconds) = $0 { abs(seconds - setBy / 1_000) <= 31 } else { false }
      })
    #expect(said.up.keys.allSatisfy { !world.wronglyTimed.contains($0) })
    #expect(said.up.count > 100, "and then it observes")
    // What is ahead of a chain shows at the second look alone, and is taken back then.
    #expect((setBy > 0) == !world.wronglyTimed.isEmpty)
  }

  @Test func aChainThatStandsStillKeepsNobodyFromObserving() throws {
    var world = try World(seed: 11, faults: World.Faults())
    world.isPeaceful = true
    var other = world
    other.chainStoodAt = other.real
    try world.run(minutes: 90)
    try other.run(minutes: 90)
    #expect(world.drafts.count > 2 && other.drafts.map(\.ticket) == world.drafts.map(\.ticket))
  }

  private func priceSlots(_ world: World) throws -> Set<Int64> {
    var slots: Set<Int64> = []
    for draft in world.drafts where draft.ticket.type == .price {
      let prices = try PriceSegment(bytes: draft.bytes)
      for index in 0..<prices.rowCount {
        let row = prices.row(index)
        slots.insert((prices.header.start.seconds + Int64(row.at)) / World.slotSeconds)
      }
    }
    return slots
  }

  @Test func aPriceThatComesTooLateIsNotThatMomentsPrice() throws {
    var world = try World(seed: 11, faults: World.Faults())
    world.isPeaceful = true
    var late = world
    late.priceAfter = late.settings.answerMilliseconds + late.settings.lateMilliseconds + 1_000
    try world.run(minutes: 90)
    try late.run(minutes: 90)
    #expect(try !priceSlots(world).isEmpty && priceSlots(late).isEmpty)
    #expect(
      late.findings.contains {
        if case .priceMissing(_, _, let reason) = $0 { reason.contains("late") } else { false }
      })
  }

  /// With nobody to tell the time, what was seen before a setting was seen at nobody knows what.
  @Test(arguments: [false, true])
  func whatNothingConfirmedFallsWithASetting(readsBlocks: Bool) throws {
    var world = try World(seed: 5, faults: World.Faults())
    world.isPeaceful = true
    world.readsBlocks = readsBlocks
    let first = world.slot(ofWall: world.now.wall)
    try world.run(minutes: 20)
    world.setBy = 90_000
    let last = world.slot(ofWall: world.now.wall)
    try world.run(minutes: 5)
    // The process begins anew: the reason outlasts it.
    world.fed = nil
    world.coming = []
    world.machine = try World.machine(
      world.settings,
      world.parts.keys.sorted().map { SpoolPart(number: $0, bytes: world.parts[$0] ?? []) })
    try world.run(minutes: 60)
    try world.settle()
    let said = try world.said()
    let before = Set(first + 1..<last - 6)
    let ups = Set(said.up.keys.map(\.slot)).intersection(before)
    let prices = try priceSlots(world).intersection(before)
    #expect(ups == (readsBlocks ? before : []))
    #expect(prices == (readsBlocks ? before : []))
    #expect(try priceSlots(world).count > 30)
  }
}
