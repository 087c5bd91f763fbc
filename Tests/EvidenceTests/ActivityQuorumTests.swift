import Evidence
import Policy
import Quantities
import Testing

/// Who pays for which lease, as enough observers say it.
@Suite struct ActivityQuorumTests {
  private typealias Fixture = EvidenceFixture

  private static func row(
    _ from: UInt32, _ to: UInt32, gpus: UInt32 = 4, tenant: UInt16 = 0, cost: UInt32 = 2_500
  ) -> ActivityRow {
    ActivityRow(
      lease: LeaseIdentifier(value: 7), provider: 2, tenant: tenant, gpus: gpus, milliCores: 0,
      from: from, to: to, denomination: .uakt, pricePerHourMicros: 10, costPPM: cost)
  }

  private static func segment(
    _ observer: Int, _ rows: [ActivityRow], tenants: [String] = ["aa", "bb"]
  ) throws -> Segment {
    let bytes = try SegmentWriter.activity(
      Fixture.header(.activity, observer: observer, slots: 12),
      tenants: tenants.map { try Address($0) }, rows: rows)
    return .activity(try ActivitySegment(bytes: bytes))
  }

  private static func tally(_ segments: [Segment], quorum: Int = 2) throws -> Tally {
    try Tally.compute(
      Fixture.input(
        slots: 12, quorum: QuorumRule(state: 1, count: 1, lease: quorum, proof: 1),
        segments: segments))
  }

  private static func stretches(_ tally: Tally) -> [[Int64]] {
    tally.activities.map {
      [$0.span.start.seconds, $0.span.end.seconds].map { $0 - Fixture.origin }
    }
  }

  @Test func onlySecondsThatEnoughObserversSawCount() throws {
    let tally = try Self.tally([
      Self.segment(0, [Self.row(0, 60)]), Self.segment(1, [Self.row(20, 100)]),
    ])
    #expect(Self.stretches(tally) == [[20, 60]])
    #expect(tally.activities.first?.terms.tenant == (try Address("aa")))
    #expect(try Self.tally([Self.segment(0, [Self.row(0, 60)])]).activities.isEmpty)
  }

  @Test func observersMustAgreeOnWhoPaysHowMuchAndAtWhatCost() throws {
    let one = try Self.segment(0, [Self.row(0, 60)])
    for other in [Self.row(0, 60, gpus: 5), Self.row(0, 60, tenant: 1), Self.row(0, 60, cost: 9)] {
      #expect(try Self.tally([one, Self.segment(1, [other])]).activities.isEmpty)
    }
    // The tenant is an account, wherever it stands in a file's table.
    let swapped = try Self.segment(1, [Self.row(0, 60, tenant: 1)], tenants: ["bb", "aa"])
    #expect(Self.stretches(try Self.tally([one, swapped])) == [[0, 60]])
  }

  @Test func ofTwoThatReachTheQuorumTheSmallerCountsAndTheOtherIsFound() throws {
    let segments = try (0..<4).map { observer in
      try Self.segment(observer, [Self.row(0, 60, gpus: observer < 2 ? 9 : 8)])
    }
    let tally = try Self.tally(segments)
    #expect(tally.activities.map(\.terms.gpus) == [8])
    #expect(tally.findings.map(\.kind) == [.leaseConflict])
    let more = try Self.tally(segments + [Self.segment(4, [Self.row(0, 60, gpus: 9)])])
    #expect(more.activities.map(\.terms.gpus) == [9])
  }

  @Test func howFilesAreCutAndOrderedDoesNotMatter() throws {
    let whole = try Self.tally([
      Self.segment(0, [Self.row(0, 90)]), Self.segment(1, [Self.row(0, 90)]),
    ])
    let cut = try Self.tally([
      Self.segment(1, [Self.row(0, 30), Self.row(30, 90)]),
      Self.segment(0, [Self.row(0, 45), Self.row(45, 90)]),
    ])
    #expect(whole.activities == cut.activities)
    #expect(Self.stretches(cut) == [[0, 90]])
  }

  @Test func otherEvidenceIsNotTouchedByIt() throws {
    let without = try Self.tally([])
    let with = try Self.tally([Self.segment(0, [Self.row(0, 60)])], quorum: 1)
    #expect(with.leases == without.leases && with.presenceUnobserved == without.presenceUnobserved)
    #expect(with.findings.isEmpty)
  }

  @Test func aRowOutOfItsBoundsIsRefused() throws {
    var rows = [Self.row(0, 0), Self.row(0, 60, tenant: 2), Self.row(0, 60, cost: 1_000_001)]
    rows.append(Self.row(0, 60, gpus: 1_000_001))
    for row in rows { #expect(throws: SegmentRejection.self) { try Self.segment(0, [row]) } }
    #expect(throws: SegmentRejection.self) {
      try Self.segment(0, [Self.row(0, 60)], tenants: ["aa", "aa"])
    }
    #expect(throws: SegmentRejection.self) {
      try Self.segment(0, [Self.row(0, 60), Self.row(59, 70)])
    }
  }
}
