import Encoding
import Evidence
import Policy
import Quantities
import Testing

@Suite struct SegmentCodecTests {
  private typealias Fixture = EvidenceFixture

  @Test func presenceComesBackAsItWasWritten() throws {
    let segment = try PresenceSegment(bytes: SegmentExamples.presence())
    #expect(segment.header == (try Fixture.header(.presence, slots: 12)))
    #expect(segment.descriptors == Fixture.descriptors)
    #expect((0..<segment.rowCount).map { segment.row($0).provider.rawValue } == [1, 4])
    let row = segment.row(0)
    #expect(row.up.ranges == [0..<5, 8..<12])
    #expect(row.down.ranges == [5..<8])
    #expect(row.reasons.map(\.reason) == [.refused, .timeout])
    #expect(row.inventory.map(\.allocatable) == [8, 7, 1, 0])
    #expect(row.inventory[3] == .unknown(node: 2, from: 0, to: 3))
    #expect(segment.row(1).reasons == [ReasonRun(from: 3, to: 4, reason: .identityMismatch)])
  }

  @Test func smallTablesComeBackAsTheyWereWritten() throws {
    let proof = try ProofSegment(bytes: SegmentExamples.proof())
    #expect(proof.header.sequence == 3)
    #expect((0..<3).map { proof.row($0).provider } == [0, 0, 3])
    #expect((0..<3).map { proof.row($0).level } == [.leased, .challenged, .leased])
    #expect(proof.row(1).device == 12 << 80)
    #expect(proof.row(1).isAttested && !proof.row(0).isAttested)
    let lease = try LeaseSegment(bytes: SegmentExamples.lease())
    #expect((0..<3).map { lease.row($0).from } == [0, 60, 5])
    #expect((0..<3).map { lease.row($0).state } == [.bid, .active, .active])
    #expect(lease.row(2).denomination == .microDollars)
    #expect(lease.row(1).isAnswered)
    let price = try PriceSegment(bytes: SegmentExamples.price())
    #expect(price.sources.map(\.text) == ["kraken", "oracle.osmosis"])
    #expect(price.row(1).price == (try Price18("1.7")))
    #expect(price.row(2).price.scaled == Price18.limitScaled)
  }

  @Test func anEmptySegmentIsASegment() throws {
    let presence = try SegmentWriter.presence(
      Fixture.header(.presence, slots: 65_535, roster: 0), descriptors: [], rows: [])
    #expect(try PresenceSegment(bytes: presence).rowCount == 0)
    let lease = try SegmentWriter.lease(
      Fixture.header(.lease, slots: 1, roster: 0), descriptors: [], rows: [])
    #expect(try LeaseSegment(bytes: lease).rowCount == 0)
  }

  @Test func everyTextOfAHeaderHasOneSpelling() throws {
    for type in SegmentType.allCases {
      let bytes = try SegmentExamples.file(type)
      let segment = try Segment(bytes: bytes, type: type)
      #expect(segment.header.type == type)
      #expect(segment.bytes == bytes)
      let raw = try RawSegment(bytes)
      #expect(raw.bytes == bytes)
      #expect(throws: SegmentRejection.headerNotCanonical) {
        try Segment(bytes: raw.replacing("\"slots\":12", "\"slots\": 12"), type: type)
      }
    }
  }

  @Test func writersRefuseWhatReadersRefuse() throws {
    let both = PresenceRow(
      provider: ProviderIndex(0), up: Fixture.set([0..<2], slots: 12),
      down: Fixture.set([1..<3], slots: 12))
    #expect(throws: SegmentRejection.bothBits(row: 0, slot: 1)) {
      try SegmentWriter.presence(
        Fixture.header(.presence, slots: 12), descriptors: [], rows: [both])
    }
  }
}
