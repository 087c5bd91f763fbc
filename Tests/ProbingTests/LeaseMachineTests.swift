import Evidence
import Policy
import Probing
import Quantities
import TestSupport
import Testing

/// What the machine does with what is read of leases.
@Suite struct LeaseMachineTests {
  private func world(_ seed: UInt64 = 1) throws -> World {
    var world = try World(seed: seed, faults: World.Faults())
    world.isPeaceful = true
    world.order.readsLeases = true
    return world
  }

  private func files(_ world: World, _ type: SegmentType) throws -> [Segment] {
    try world.drafts.filter { $0.ticket.type == type }
      .map { try Segment(bytes: $0.bytes, type: type) }
  }

  @Test func leasesEndsAndPaymentsBecomeSegments() throws {
    var world = try world()
    try world.run(minutes: 70)
    for type in [SegmentType.lease, .closing, .activity] {
      #expect(try !files(world, type).isEmpty, "\(type)")
    }
    let said = try world.said()
    #expect(world.judge(said).isEmpty, "\(world.judge(said).prefix(3))")
  }

  @Test func segmentsWaitForTheChainAQuarterOfTheGrace() throws {
    var world = try world()
    world.chainIsAway = true
    // The stretch ends at half past; the grace is 20 minutes.
    try world.run(minutes: 34)
    #expect(world.drafts.isEmpty)
    try world.run(minutes: 2)
    #expect(Set(world.drafts.map(\.ticket.type)) == [.presence, .price])
    // What comes afterwards is too late, and said.
    world.chainIsAway = false
    world.nextLeaseSlot = world.real / 60_000 - 20
    try world.run(minutes: 15)
    let dropped = world.findings.contains {
      if case .leaseRowsDropped = $0 { true } else { false }
    }
    #expect(dropped)
    #expect(try files(world, .lease).isEmpty)
  }

  @Test func segmentsDoNotWaitWhereTheChainIsThere() throws {
    var world = try world()
    try world.run(minutes: 31)
    #expect(!world.drafts.isEmpty, "the last slot's leases come 20 s after it")
  }

  @Test func rowsThatContradictOrAreBeyondLimitsAreFound() throws {
    var world = try world()
    try world.run(minutes: 3)
    let slot = world.real / 60_000 - 2
    let report = try #require(world.report(slot))
    func dropped(_ change: (inout LeaseReport) -> Void) throws -> Int {
      var next = report
      change(&next)
      world.findings = []
      try world.feed(.leases(next))
      world.real += 10
      world.coming.sort { $0.at < $1.at }
      try world.run(minutes: 0)
      for _ in 0..<3 where !world.coming.isEmpty {
        try world.feed(world.coming.removeFirst().event)
      }
      return world.findings.reduce(0) {
        if case .leaseRowsDropped(let count) = $1 { $0 + count } else { $0 }
      }
    }
    #expect(try dropped { _ in } == 0, "the same again says nothing new")
    #expect(try dropped { $0.sightings[0].pricePerHourMicros += 1 } == 1)
    #expect(try dropped { $0.sightings[0].pricePerHourMicros = .max } == 1)
    #expect(try dropped { $0.sightings[0].provider = ProviderIndex(.max) } == 1)
    #expect(try dropped { $0.sightings[0].payment?.costPPM = 1_000_001 } >= 0)
    let at = report.span.start
    func end(_ reason: ClosingReason) -> LeaseClosing {
      LeaseClosing(
        lease: LeaseIdentifier(value: 77), provider: ProviderIndex(0), at: at, reason: reason)
    }
    #expect(try dropped { $0.closings = [end(.owner)] } == 0)
    #expect(try dropped { $0.closings = [end(.unstable)] } == 1, "a lease ends once")
  }

  @Test func inventedNamesOfDevicesPushOutNobodysLeases() throws {
    var world = try world()
    try world.run(minutes: 3)
    var report = try #require(world.report(world.real / 60_000 - 1))
    let template = try #require(report.sightings.first)
    report.sightings = (0..<4_098).map { number in
      var row = template
      row.lease = LeaseIdentifier(value: UInt128(1_000 + number))
      row.payment = nil
      row.gpus = 1
      // One provider has more names than a segment holds, all of them before what two others have.
      row.provider = ProviderIndex(number < 4_096 ? 0 : UInt32(number - 4_095))
      row.device = DeviceDescriptor(
        vendor: number < 4_096 ? "!\(number)" : "nvidia", name: "h100")
      return row
    }
    try world.feed(.leases(report))
    try world.run(minutes: 40)
    var owners: [UInt32] = []
    for case .lease(let segment) in try files(world, .lease) {
      for index in 0..<segment.rowCount where segment.row(index).lease.value >= 1_000 {
        owners.append(segment.row(index).provider)
      }
    }
    #expect(owners.count == 4_097, "the table has one place less than there are names")
    #expect(owners.contains(1) && owners.contains(2))
    let dropped = world.findings.reduce(0) {
      if case .leaseRowsDropped(let count) = $1 { $0 + count } else { $0 }
    }
    #expect(dropped == 1)
  }

  @Test func restartGoesOnWhereLeasesWereRead() throws {
    var world = try world()
    try world.run(minutes: 20)
    let until = try #require(world.machine.leasesReadUntil)
    let spool = world.parts.keys.sorted().map {
      SpoolPart(number: $0, bytes: world.parts[$0] ?? [])
    }
    let machine = try World.machine(world.settings, spool)
    #expect(machine.leasesReadUntil == until)
    #expect(world.real / 1_000 - until.seconds < 120)
  }
}
