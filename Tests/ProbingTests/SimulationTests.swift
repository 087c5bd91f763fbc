import Evidence
import Foundation
import Policy
import Probing
import Quantities
import TestSupport
import Testing

/// Worlds from seeds, with every accident at every moment, against the truth of what was asked.
@Suite struct SimulationTests {
  private func faults(_ seed: UInt64) -> World.Faults {
    var draw = SplitMix64(seed: seed &+ 77)
    return World.Faults(
      stepsClock: draw.oneIn(2), sleeps: draw.oneIn(2), restarts: draw.oneIn(2),
      fillsDisk: draw.oneIn(2), losesServer: draw.oneIn(2), losesNetwork: draw.oneIn(2),
      losesChain: draw.oneIn(2))
  }

  /// A thousand worlds with `STIPEND_LONG=1`, which takes minutes.
  private static let isLong = ProcessInfo.processInfo.environment["STIPEND_LONG"] == "1"
  private static let worlds: UInt64 = isLong ? 1_000 : 60

  @Test func noWorldMakesItInventOrLose() throws {
    var ups = 0
    var downs = 0
    var restarts = 0
    for seed in 0..<Self.worlds {
      var world = try World(seed: seed, faults: faults(seed))
      world.order.readsLeases = seed % 2 == 0
      try world.run(minutes: 45)
      restarts += world.restartCount
      try world.settle()
      let said = try world.said()
      let problems = world.judge(said)
      #expect(problems.isEmpty, "seed \(seed): \(problems.prefix(5)) of \(problems.count)")
      if !problems.isEmpty { break }
      ups += said.up.count
      downs += said.down.count
    }
    let share = Int(Self.worlds)
    #expect(
      ups > 50 * share && downs > share && restarts > share / 2, "\(ups) \(downs) \(restarts)")
  }

  @Test func sameEventsSameBytes() throws {
    for seed in 0..<40 as Range<UInt64> {
      var one = try World(seed: seed, faults: faults(seed))
      var other = one
      try one.run(minutes: 60)
      try other.run(minutes: 60)
      #expect(one.drafts == other.drafts && one.log == other.log && one.parts == other.parts)
      #expect(one.findings == other.findings, "seed \(seed)")
    }
  }

  @Test func theOrderOfAnswersOfOneMomentChangesNoByte() throws {
    for seed in 0..<(Self.isLong ? 200 : 25) as Range<UInt64> {
      var one = try World(
        seed: seed, faults: World.Faults(losesNetwork: true), providers: 40)
      var other = one
      other.turnsAnswers = true
      try one.run(minutes: 45)
      try other.run(minutes: 45)
      #expect(!one.drafts.isEmpty)
      #expect(one.drafts.map(\.ticket) == other.drafts.map(\.ticket), "seed \(seed)")
    }
  }

  @Test func restartsThatLoseNoTimeChangeNoByte() throws {
    for seed in 0..<(Self.isLong ? 200 : 25) as Range<UInt64> {
      var calm = try World(seed: seed, faults: World.Faults())
      calm.isPeaceful = true
      var restless = calm
      restless.faults = World.Faults(restarts: true, isQuick: true)
      try calm.run(minutes: 70)
      try restless.run(minutes: 70)
      #expect(restless.restartCount > 0 && calm.drafts.count > 2)
      // A file may have been written twice, by two processes: as the same bytes.
      var written: [SegmentDraft] = []
      for draft in restless.drafts where !written.contains(draft) { written.append(draft) }
      #expect(
        Set(written.map(\.ticket)) == Set(calm.drafts.map(\.ticket)), "seed \(seed)")
    }
  }

  @Test("O-49 three hours without the monitor are unobserved for everyone")
  func hoursWithoutTheMonitor() throws {
    var world = try World(seed: 3, faults: World.Faults(), providers: 4)
    try world.run(minutes: 60)
    let off = world.real
    world.real += 3 * 3_600_000
    world.coming = []
    world.fed = nil
    let spool = world.parts.keys.sorted().map {
      SpoolPart(number: $0, bytes: world.parts[$0] ?? [])
    }
    world.machine = try World.machine(world.settings, spool)
    try world.run(minutes: 60)
    try world.settle()
    let said = try world.said()
    #expect(world.judge(said).isEmpty)
    let gap = off / 60_000 + 1..<off / 60_000 + 180
    for slot in gap {
      for provider in 0..<4 {
        let asked = World.Asked(provider: provider, slot: slot)
        #expect(said.up[asked] == nil && said.down[asked] == nil)
      }
    }
    #expect(said.up.keys.contains { $0.slot < gap.lowerBound })
    #expect(said.up.keys.contains { $0.slot >= gap.upperBound })
    try expectUnobservedForAll(world, gap)
  }

  /// The tally finds these slots unobserved for everyone.
  private func expectUnobservedForAll(_ world: World, _ gap: Range<Int64>) throws {
    let presence = try world.drafts.filter { $0.ticket.type == .presence }.map {
      NamedSegment(
        digest: $0.ticket.digest, segment: try Segment(bytes: $0.bytes, type: .presence))
    }
    let start = try #require(presence.map(\.segment.header.start).min())
    let end = try #require(presence.map(\.segment.header.span.end).max())
    let tally = try Tally.compute(
      TallyInput(
        span: TimeSpan(start: start, end: end), slotSeconds: World.slotSeconds,
        quorum: .init(state: 1, count: 1, lease: 1, proof: 1), rosterSize: 4,
        segments: presence, classify: { _ in .unknown(.notDescribed) }))
    let first = start.seconds / World.slotSeconds
    for slot in gap { #expect(tally.presenceUnobserved.contains(Int(slot - first))) }
    #expect(tally.presenceUnobserved.count < gap.count + 10)
  }
}
