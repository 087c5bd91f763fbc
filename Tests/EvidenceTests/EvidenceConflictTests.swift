import Evidence
import Quantities
import TestSupport
import Testing

/// The endpoint against the chain: what is a conflict, and what is not (scenario O-50).
@Suite struct EvidenceConflictTests {
  private typealias Fixture = EvidenceFixture

  private static let slots = 60

  /// What one observer says: providers up and down by slots of ten seconds.
  private static func presence(
    _ observer: Int, _ up: [Range<Int>], down: [Range<Int>]
  ) throws -> Segment {
    let row = PresenceRow(
      provider: ProviderIndex(2), up: Fixture.set(up, slots: slots),
      down: Fixture.set(down, slots: slots))
    let bytes = try SegmentWriter.presence(
      Fixture.header(.presence, observer: observer, slots: slots), descriptors: [], rows: [row])
    return try Segment(bytes: bytes, type: .presence)
  }

  private static func leases(
    _ observer: Int, _ rows: [(UInt128, UInt32, UInt32)], answered: Bool = false
  ) throws -> Segment {
    let bytes = try SegmentWriter.lease(
      Fixture.header(.lease, observer: observer, slots: slots), descriptors: [],
      rows: rows.map { lease, from, to in
        LeaseRow(
          lease: LeaseIdentifier(value: lease), provider: 2,
          descriptor: LeaseSegment.wildcardDescriptor, gpus: 1, from: from, to: to,
          state: .active, isAnswered: answered, denomination: .uakt, pricePerHourMicros: 1)
      })
    return try Segment(bytes: bytes, type: .lease)
  }

  private static func closings(
    _ observer: Int, _ rows: [(UInt128, UInt32, ClosingReason)]
  ) throws -> Segment {
    let bytes = try SegmentWriter.closing(
      Fixture.header(.closing, observer: observer, slots: slots),
      rows: rows.map { lease, at, reason in
        ClosingRow(lease: LeaseIdentifier(value: lease), provider: 2, at: at, reason: reason)
      })
    return try Segment(bytes: bytes, type: .closing)
  }

  @Test("O-50: an endpoint that answers while leases fail is a conflict, with both sides")
  func endpointAnswersAndLeasesFail() throws {
    let found = EvidenceConflict.find(in: [
      try Self.presence(0, [0..<60], down: []), try Self.presence(1, [0..<60], down: []),
      try Self.leases(0, [(1, 0, 105), (2, 0, 600), (3, 0, 130)]),
      try Self.closings(0, [(1, 105, .unstable), (3, 130, .unspecified)]),
      try Self.closings(1, [(1, 105, .unstable)]),
    ])
    let conflict = try #require(found.first)
    #expect(found.count == 1 && conflict.kind == .leasesFail)
    #expect(conflict.span.start.seconds == 1_000_105 && conflict.span.end.seconds == 1_000_131)
    #expect(conflict.up.count == 2 && conflict.down.isEmpty && conflict.witnesses.count == 2)
    #expect(
      conflict.grounds == [.init(.endedUnstable, leases: 1), .init(.endedUnspecified, leases: 1)])
    #expect(conflict.runningLeases == 1)
  }

  @Test("O-50: an endpoint that is unreachable from one vantage while leases answer is one too")
  func endpointIsAwayAndLeasesGoOn() throws {
    let away = try Self.presence(0, [0..<20], down: [20..<60])
    let answered = EvidenceConflict.find(in: [
      away, try Self.leases(1, [(1, 0, 600)], answered: true),
    ])
    #expect(answered.map(\.kind) == [.leasesGoOn])
    #expect(answered.first?.grounds == [.init(.answered, leases: 1)])
    let seen = EvidenceConflict.find(in: [
      away, try Self.presence(1, [0..<60], down: []),
      try Self.leases(1, [(1, 0, 300), (1, 300, 600), (2, 0, 400)]),
    ])
    #expect(seen.first?.grounds == [.init(.ranOn, leases: 1)], "one lease ran through, in two rows")
    #expect(seen.first?.up.count == 1 && seen.first?.down.count == 1)
    let began = EvidenceConflict.find(in: [away, try Self.leases(1, [(1, 333, 600)])])
    #expect(began.first?.grounds == [.init(.began, leases: 1)])
  }

  @Test func agreementIsNoConflict() throws {
    let up = try Self.presence(0, [0..<60], down: [])
    let down = try Self.presence(0, [0..<20], down: [20..<60])
    let quiet: [[Segment]] = [
      // A tenant left, or ran out of money, or sent nothing.
      [up, try Self.closings(0, [(1, 5, .owner), (2, 6, .insufficientFunds)])],
      [up, try Self.closings(0, [(1, 5, .manifestTimeout), (2, 6, .decommission)])],
      // The endpoint is away for everybody, and leases fail, or merely stand in the chain.
      [down, try Self.closings(0, [(1, 300, .unstable)])],
      [down, try Self.leases(0, [(1, 0, 600)])],
      // Nothing was said of the endpoint.
      [try Self.leases(0, [(1, 0, 600)]), try Self.closings(0, [(1, 300, .unstable)])],
    ]
    for segments in quiet { #expect(EvidenceConflict.find(in: segments).isEmpty) }
    // Outside the span that is asked about nothing counts.
    let failing = [up, try Self.closings(0, [(1, 105, .unstable)])]
    let span = try TimeSpan(
      start: Timestamp(seconds: 1_000_200), end: Timestamp(seconds: 1_000_600))
    #expect(EvidenceConflict.find(in: failing, inside: span).isEmpty)
    #expect(EvidenceConflict.find(in: failing).count == 1)
  }

  @Test func orderOfFilesDoesNotMatter() throws {
    for seed in 0..<1_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var segments: [Segment] = []
      for observer in 0..<2 {
        let cut = 1 + random.below(58)
        let halves = random.oneIn(2) ? [0..<cut, cut..<60] : [cut..<60, 0..<cut]
        segments.append(try Self.presence(observer, [halves[0]], down: [halves[1]]))
        segments.append(
          try Self.leases(
            observer,
            (0..<random.below(4)).map { number in
              let from = UInt32(random.below(500))
              return (UInt128(number), from, from + 1 + UInt32(random.below(99)))
            }))
        segments.append(
          try Self.closings(
            observer,
            (0..<random.below(4)).map { number in
              (UInt128(number), UInt32(random.below(600)), random.pick(ClosingReason.allCases))
            }))
      }
      let found = EvidenceConflict.find(in: segments)
      #expect(found == EvidenceConflict.find(in: random.shuffled(segments)), "seed \(seed)")
    }
  }

  @Test("Law 2: closings change no figure of a tally")
  func tallyLeavesClosingsOut() throws {
    let bytes = try SegmentWriter.presence(
      Fixture.header(.presence, slots: Self.slots), descriptors: [],
      rows: [
        PresenceRow(
          provider: ProviderIndex(2), up: Fixture.set([0..<50], slots: Self.slots),
          down: Fixture.set([50..<60], slots: Self.slots))
      ])
    let presence = try Segment(bytes: bytes, type: .presence)
    // Two closings of one observer over the same slots: elsewhere that is equivocation.
    let first = try Self.closings(0, [(1, 5, .unstable)])
    let second = try Self.closings(0, [(1, 5, .owner)])
    let without = try Fixture.input(slots: Self.slots, segments: [presence])
    let with = try Fixture.input(slots: Self.slots, segments: [presence, first, second])
    #expect(try Tally.compute(with) == Tally.compute(without))
  }
}
