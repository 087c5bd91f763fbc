import Evidence
import Policy
import Quantities
import Testing

@Suite struct TallyScenarioTests {
  private typealias Fixture = EvidenceFixture
  private let provider = ProviderIndex(0)
  private let other = ProviderIndex(1)
  private let classA = ClassIndex(0)

  private func row(
    _ provider: Int = 0, slots: Int, up: [Range<Int>] = [], down: [Range<Int>] = [],
    _ inventory: [InventoryRun] = []
  ) -> PresenceRow {
    PresenceRow(
      provider: ProviderIndex(UInt32(provider)), up: Fixture.set(up, slots: slots),
      down: Fixture.set(down, slots: slots), inventory: inventory)
  }

  private func tally(
    slots: Int, _ rows: [[PresenceRow]], more: [Segment] = [], tracks: [CountTrack] = []
  ) throws -> Tally {
    let segments = try rows.enumerated().map {
      try Fixture.presence(observer: $0, slots: slots, rows: $1)
    }
    return try Tally.compute(
      Fixture.input(slots: slots, segments: segments + more, tracks: tracks))
  }

  @Test("O-44 impossible inventories are quarantined and change nothing else")
  func impossibleInventoryIsQuarantined() throws {
    let good = [Fixture.run(0, 0, 8, 0..<10)]
    let bad = [Fixture.run(0, 0, 8, 0..<5), Fixture.run(0, 0, 4_000, 5..<10)]
    let huge = [Fixture.run(0, 0, 8, 0..<5), Fixture.run(0, 0, .max, 5..<10)]
    // Two sound observers outvote one that reports 4,000 GPUs: the earlier value stays.
    let outvoted = try tally(
      slots: 10, [good, good, bad].map { [row(slots: 10, up: [0..<10], $0)] })
    #expect(outvoted.counts(provider, classA, .reported).map(\.count) == [8])
    // All report it: nobody's good value is overwritten; the count is unknown, not 4,000 and not 0.
    let unknown = try tally(
      slots: 10, [bad, huge, bad].map { [row(slots: 10, up: [0..<10], $0)] })
    #expect(unknown.counts(provider, classA, .reported).map(\.count) == [8, nil])
    #expect(unknown.state(provider, slot: 7) == .up)
    let finding = try #require(unknown.findings.first)
    #expect(finding.kind == .inventoryImpossible)
    #expect(finding.provider == provider)
    #expect((finding.firstSlot, finding.slotCount) == (5, 5))
    #expect(unknown.devices == [Fixture.descriptors[0]])
  }

  @Test("O-45 a null inventory is unknown, neither 0 GPUs nor the 8 enrolled")
  func nullInventoryIsUnknown() throws {
    let null = [InventoryRun.unknown(node: 0, from: 0, to: 10)]
    let tally = try tally(
      slots: 10, [null, null, null].map { [row(slots: 10, up: [0..<10], $0)] })
    #expect(tally.count(provider, classA, .reported, slot: 3) == nil)
    #expect(tally.counts(provider, classA, .reported).isEmpty)
    #expect(tally.findings.map(\.kind) == [.inventoryNull])
    let empty = try self.tally(
      slots: 10,
      [0, 1].map { _ in [row(slots: 10, up: [0..<10], [Fixture.run(0, 0, 0, 0..<10)])] })
    #expect(empty.count(provider, classA, .reported, slot: 3) == 0)
  }

  @Test("O-49 while the monitor itself was off, nothing is up or down for anybody")
  func monitorOffIsUnobservedForAll() throws {
    // Slots of a day at the policy's default: 288; the monitors are off for 3 h, 36 slots.
    let seen = [0..<100, 136..<288]
    let inventory = [Fixture.run(0, 0, 8, 0..<288)]
    let rows = (0..<3).map { _ in
      [
        row(0, slots: 288, up: seen, inventory), row(1, slots: 288, down: seen),
      ]
    }
    let tally = try tally(slots: 288, rows)
    #expect(tally.presenceUnobserved.ranges == [100..<136])
    for provider in [provider, other, ProviderIndex(5)] {
      #expect(tally.slots(.unobservedAll, provider).count == 36)
      #expect(tally.state(provider, slot: 120) == .unobservedAll)
    }
    #expect(tally.slots(.up, provider).count == 252)
    #expect(tally.slots(.down, other).count == 252)
    #expect(tally.slots(.unobservedProvider, ProviderIndex(5)).count == 252)
  }

  @Test("O-50 unreachable, yet its lease answers: a conflict, no automatic zero")
  func answeringLeaseContradictsDown() throws {
    let lease = LeaseRow(
      lease: LeaseIdentifier(value: 4), provider: 0, descriptor: 0, gpus: 1, from: 15, to: 60,
      state: .active, isAnswered: true, denomination: .uakt, pricePerHourMicros: 1)
    let segment = try Segment.lease(
      LeaseSegment(
        bytes: SegmentWriter.lease(
          Fixture.header(.lease, observer: 2, slots: 10), descriptors: Fixture.descriptors,
          rows: [lease])))
    let down = [row(slots: 10, down: [0..<10])]
    let tally = try tally(slots: 10, [down, down], more: [segment])
    // Seconds 15 to 60 cover slots 2 to 5 whole; slot 1 is covered in part only.
    #expect(tally.slots(.conflict, provider).ranges == [2..<6])
    #expect(tally.slots(.down, provider).ranges == [0..<2, 6..<10])
    #expect(tally.findings.map(\.kind) == [.conflict])
    // One vantage sees it up, one down: a conflict too.
    let split = try self.tally(
      slots: 10, [[row(slots: 10, up: [0..<10])], [row(slots: 10, down: [0..<10])]])
    #expect(split.slots(.conflict, provider).count == 10)
  }

  @Test("O-36 one GPU under two addresses counts once and both are held")
  func duplicateDeviceCountsOnce() throws {
    let inventory = [Fixture.run(0, 0, 2, 0..<10)]
    let rows = (0..<2).map { _ in
      [row(0, slots: 10, up: [0..<10], inventory), row(1, slots: 10, up: [0..<10], inventory)]
    }
    func proof(_ observer: Int, _ rows: [ProofRow]) throws -> Segment {
      try .proof(
        ProofSegment(
          bytes: SegmentWriter.proof(
            Fixture.header(.proof, observer: observer, slots: 10),
            descriptors: Fixture.descriptors, rows: rows)))
    }
    func device(_ provider: UInt32, _ device: UInt128, host: UInt128) -> ProofRow {
      ProofRow(
        provider: provider, node: 0, descriptor: 0, level: .challenged, isAttested: false,
        from: 0, to: 100, device: device, host: host)
    }
    let shown = [
      device(0, 11, host: 1), device(0, 12, host: 1), device(1, 12, host: 2),
      device(1, 13, host: 2),
    ]
    let challenged = CountTrack(level: .challenged, homogeneous: false)
    let tally = try tally(
      slots: 10, rows, more: [try proof(0, shown), try proof(1, shown)], tracks: [challenged])
    #expect(tally.count(provider, classA, challenged, slot: 4) == 2)
    #expect(tally.count(other, classA, challenged, slot: 4) == 1)
    #expect(tally.count(other, classA, .reported, slot: 4) == 1)
    #expect(tally.hasFinding(.duplicateDevice, provider, classA))
    #expect(tally.hasFinding(.duplicateDevice, other, classA))
    #expect(!tally.hasFinding(.sharedHost, provider, classA))
    // The same node under both: held, and no count changes.
    let sameHost = [device(0, 11, host: 1), device(1, 13, host: 1)]
    let shared = try self.tally(
      slots: 10, rows, more: [try proof(0, sameHost), try proof(1, sameHost)],
      tracks: [challenged])
    #expect(shared.hasFinding(.sharedHost, provider, classA))
    #expect(shared.hasFinding(.sharedHost, other, classA))
    #expect(shared.count(other, classA, .reported, slot: 4) == 2)
  }

  @Test func quorumCountIsTheSecondLargestOfThree() throws {
    let tally = try tally(
      slots: 10,
      [8, 7, 6].map { [row(slots: 10, up: [0..<10], [Fixture.run(0, 0, $0, 0..<10)])] })
    #expect(tally.counts(provider, classA, .reported).map(\.count) == [7])
    #expect(tally.classes(provider) == [classA])
    #expect(tally.count(provider, ClassIndex(2), .reported, slot: 0) == 0)
  }

  @Test func equivocationLeavesBothSegmentsOut() throws {
    let rows = [row(slots: 10, up: [0..<10])]
    let segments = try [
      Fixture.presence(observer: 0, slots: 10, rows: rows),
      Fixture.presence(observer: 1, slots: 10, rows: rows),
      Fixture.presence(observer: 1, slots: 2, rows: [row(slots: 2, up: [0..<1])], startSlot: 9),
    ]
    let tally = try Tally.compute(Fixture.input(slots: 10, segments: segments))
    #expect(tally.presenceUnobserved.count == 10)
    #expect(tally.findings.map(\.kind) == [.equivocation, .equivocation])
    #expect(
      tally.findings.map { $0.segment?.observer } == [Fixture.observer(1), Fixture.observer(1)])
    // The same file named twice is one file.
    var input = try Fixture.input(slots: 10, segments: Array(segments[0..<2]))
    input.segments += input.segments
    #expect(try Tally.compute(input).findings.isEmpty)
  }

  @Test func homogeneousCountsLeaveMixedNodesOut() throws {
    let inventory = [
      Fixture.run(0, 0, 4, 0..<10), Fixture.run(0, 2, 1, 5..<10), Fixture.run(1, 1, 2, 0..<10),
    ]
    let homogeneous = CountTrack(level: .reported, homogeneous: true)
    let tally = try tally(
      slots: 10, [0, 1].map { _ in [row(slots: 10, up: [0..<10], inventory)] },
      tracks: [homogeneous])
    #expect(tally.counts(provider, classA, .reported).map(\.count) == [6])
    #expect(tally.counts(provider, classA, homogeneous).map(\.count) == [6, 2])
  }

  @Test func classesThatCountAsUnseenHaveNoEntry() throws {
    let one = [Fixture.run(0, 0, 4, 0..<10)]
    let more = one + [Fixture.run(0, 2, 2, 0..<10), Fixture.run(1, 3, 0, 0..<10)]
    let tally = try tally(
      slots: 10, [one, one, more].map { [row(slots: 10, up: [0..<10], $0)] })
    // Class 1 was seen by one observer of three, class 2 with a count of 0.
    #expect(tally.classes(provider) == [classA])
    #expect(tally.classes(other).isEmpty)
    #expect(tally.counts(other, classA, .reported).isEmpty)
  }

  @Test func deviceWithNothingToOfferMixesNoNode() throws {
    let homogeneous = CountTrack(level: .reported, homogeneous: true)
    let inventory = [Fixture.run(0, 0, 4, 0..<10), Fixture.run(0, 2, 0, 0..<10)]
    let tally = try tally(
      slots: 10, [0, 1].map { _ in [row(slots: 10, up: [0..<10], inventory)] },
      tracks: [homogeneous])
    #expect(tally.counts(provider, classA, homogeneous).map(\.count) == [4])
  }

  @Test func lostDevicesAreTakenFromTheirOwnClassOnly() throws {
    let inventory = [Fixture.run(0, 0, 8, 0..<10), Fixture.run(0, 2, 8, 0..<10)]
    let rows = (0..<2).map { _ in
      [row(0, slots: 10, up: [0..<10], inventory), row(1, slots: 10, up: [0..<10], inventory)]
    }
    func device(_ provider: UInt32, _ device: UInt128) -> ProofRow {
      ProofRow(
        provider: provider, node: 0, descriptor: 0, level: .leased, isAttested: false, from: 0,
        to: 50, device: device, host: 0)
    }
    let proofs = try (0..<2).map { observer in
      try Segment.proof(
        ProofSegment(
          bytes: SegmentWriter.proof(
            Fixture.header(.proof, observer: observer, slots: 10),
            descriptors: Fixture.descriptors,
            rows: [device(0, 1), device(1, 1), device(1, 2), device(1, 3)])))
    }
    let leased = CountTrack(level: .leased, homogeneous: false)
    let tally = try tally(slots: 10, rows, more: proofs, tracks: [leased])
    // Of the other's 8 reported devices one counts elsewhere; of its three proven ones two stay.
    #expect(tally.counts(other, classA, .reported).map(\.count) == [7, 8])
    #expect(tally.counts(other, classA, leased).map(\.count) == [2, 0])
    #expect(tally.counts(other, ClassIndex(1), .reported).map(\.count) == [8])
    #expect(tally.counts(provider, classA, leased).map(\.count) == [1, 0])
  }
}
