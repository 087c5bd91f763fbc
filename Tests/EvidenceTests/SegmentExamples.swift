import Evidence
import Policy
import Quantities

/// One valid segment of each type, small enough to take apart.
enum SegmentExamples {
  private typealias Fixture = EvidenceFixture

  /// Providers 1 and 4 over 12 slots; runs 0 and 1 of provider 1 share a key.
  static func presence() throws -> [UInt8] {
    let first = PresenceRow(
      provider: ProviderIndex(1), up: Fixture.set([0..<5, 8..<12], slots: 12),
      down: Fixture.set([5..<8], slots: 12),
      reasons: [
        ReasonRun(from: 5, to: 6, reason: .refused), ReasonRun(from: 6, to: 8, reason: .timeout),
      ],
      inventory: [
        Fixture.run(0, 0, 8, 0..<5), Fixture.run(0, 0, 7, 5..<12), Fixture.run(1, 2, 1, 0..<12),
        .unknown(node: 2, from: 0, to: 3),
      ])
    let second = PresenceRow(
      provider: ProviderIndex(4), up: Fixture.set([1..<2], slots: 12),
      down: Fixture.set([3..<4], slots: 12),
      reasons: [ReasonRun(from: 3, to: 4, reason: .identityMismatch)],
      inventory: [Fixture.run(0, 1, 2, 0..<12)])
    return try SegmentWriter.presence(
      Fixture.header(.presence, slots: 12), descriptors: Fixture.descriptors,
      rows: [second, first])
  }

  static func proof() throws -> [UInt8] {
    func row(_ provider: UInt32, _ from: UInt32, _ to: UInt32, _ device: UInt128) -> ProofRow {
      ProofRow(
        provider: provider, node: 1, descriptor: 2, level: device == 11 ? .leased : .challenged,
        isAttested: device == 12, from: from, to: to, device: device << 80, host: 5)
    }
    let rows = [row(0, 0, 120, 11), row(0, 0, 120, 12), row(3, 10, 55, 11)]
    return try SegmentWriter.proof(
      Fixture.header(.proof, slots: 12, sequence: 3), descriptors: Fixture.descriptors,
      rows: rows.reversed())
  }

  static func lease() throws -> [UInt8] {
    func row(_ lease: UInt128, _ from: UInt32, _ to: UInt32) -> LeaseRow {
      LeaseRow(
        lease: LeaseIdentifier(value: lease << 100), provider: 2,
        descriptor: from == 5 ? LeaseSegment.wildcardDescriptor : 1, gpus: 4, from: from, to: to,
        state: from == 0 ? .bid : .active, isAnswered: from == 60,
        denomination: from == 5 ? .microDollars : .uakt, pricePerHourMicros: 1_500_000)
    }
    let rows = [row(7, 0, 60), row(7, 60, 120), row(9, 5, 6)]
    return try SegmentWriter.lease(
      Fixture.header(.lease, slots: 12), descriptors: Fixture.descriptors, rows: rows.reversed())
  }

  static func price() throws -> [UInt8] {
    let rows = try [(0, 0, "1.69"), (0, 1, "1.7"), (60, 0, "1000000")].map {
      PriceRow(at: UInt32($0.0), source: UInt16($0.1), price: try Price18($0.2))
    }
    return try SegmentWriter.price(
      Fixture.header(.price, slots: 12), sources: [Label("kraken"), Label("oracle.osmosis")],
      rows: rows.reversed())
  }

  static func closing() throws -> [UInt8] {
    let rows = [
      ClosingRow(lease: LeaseIdentifier(value: 9 << 100), provider: 2, at: 6, reason: .unstable),
      ClosingRow(lease: LeaseIdentifier(value: 7 << 100), provider: 2, at: 60, reason: .owner),
    ]
    return try SegmentWriter.closing(Fixture.header(.closing, slots: 12), rows: rows)
  }

  static func activity() throws -> [UInt8] {
    func row(_ lease: UInt128, _ from: UInt32, _ to: UInt32) -> ActivityRow {
      ActivityRow(
        lease: LeaseIdentifier(value: lease << 100), provider: 2, tenant: from == 5 ? 1 : 0,
        gpus: 4, milliCores: 16_500, from: from, to: to,
        denomination: from == 5 ? .microDollars : .uakt, pricePerHourMicros: 1_500_000,
        costPPM: 2_500)
    }
    let rows = [row(7, 0, 60), row(7, 60, 120), row(9, 5, 6)]
    return try SegmentWriter.activity(
      Fixture.header(.activity, slots: 12), tenants: [Address("one1"), Address("two2")],
      rows: rows.reversed())
  }

  static func file(_ type: SegmentType) throws -> [UInt8] {
    switch type {
    case .presence: try presence()
    case .proof: try proof()
    case .lease: try lease()
    case .price: try price()
    case .closing: try closing()
    case .activity: try activity()
    }
  }
}
