import Application
import DevNet
import Evidence
import Observing
import Program
import Policy
import Quantities
import Rewards
import Testing

/// What observers write of leases: rows, ends and who pays, from the chain to the statement.
@Suite struct LeaseEvidenceTests {
  private static func start() throws -> Timestamp { try Timestamp(ObservedProgram.start) }

  /// The rows of an observer's files of a type, with seconds of UTC.
  private static func leases(_ program: ObservedProgram) throws -> [String] {
    var lines: [String] = []
    for case .lease(let segment) in try delivered(program, .lease) {
      for index in 0..<segment.rowCount {
        let row = segment.row(index)
        let start = segment.header.start.seconds
        lines.append(
          "\(row.lease.value) \(row.provider) \(row.gpus) \(row.state) \(row.denomination)"
            + " \(row.pricePerHourMicros) \(start + Int64(row.from))-\(start + Int64(row.to))")
      }
    }
    for case .activity(let segment) in try delivered(program, .activity) {
      for index in 0..<segment.rowCount {
        let row = segment.row(index)
        let start = segment.header.start.seconds
        lines.append(
          "\(row.lease.value) \(segment.tenants[Int(row.tenant)]) \(row.milliCores)"
            + " \(row.costPPM) \(start + Int64(row.from))-\(start + Int64(row.to))")
      }
    }
    for case .closing(let segment) in try delivered(program, .closing) {
      for index in 0..<segment.rowCount {
        let row = segment.row(index)
        lines.append(
          "\(row.lease.value) \(row.reason) \(segment.header.start.seconds + Int64(row.at))")
      }
    }
    return lines
  }

  @Test(
    "O-50 observers' own files show an endpoint that answers while leases fail; leases are paid")
  func leasesBecomeEvidenceAndPay() async throws {
    let start = try Self.start()
    let program = try ObservedProgram(
      providers: 4, defects: [1: [.inflatedCounts], 2: [.selfLeasing]], paysLeases: true)
    let notes = Notes()
    try await observe(
      program, spool: MemorySpool(), until: try start.adding(seconds: 44 * 3_600), notes: notes)
    #expect(!notes.all.contains { $0.severity == .error }, "\(notes.all)")
    for type in [SegmentType.lease, .closing, .activity] {
      #expect(try !delivered(program, type).isEmpty, "\(type)")
    }
    program.time.move(toMillis: (start.seconds + 50 * 3_600) * 1_000)
    let epoch = EpochID(pool: try Label("activity"), number: 2)
    _ = try program.close(EpochID(pool: try Label("activity"), number: 1))
    let closed = try program.close(epoch)
    var view = ViewConflicts(try program.reader())
    let found = try view.conflicts(in: epoch)
    let failing = found.conflicts.filter { $0.kind == .leasesFail }
    #expect(!failing.isEmpty)
    #expect(Set(failing.map(\.provider)) == [ProviderIndex(1)])
    // Three of them are paid for what strangers lease, and nobody for what it leases from itself.
    let paid = closed.statement.lines.filter { $0.earnedMicros > 0 }.map(\.key.payee)
    let owners = program.world.providers.map(\.owner)
    #expect(paid.contains(owners[0]) && paid.contains(owners[3]))
    #expect(!paid.contains(owners[2]))
    let own = closed.statement.lines.filter { $0.key.payee == owners[2] }.flatMap(\.parts)
    #expect(own.flatMap(\.reasons).contains(.relatedWallet))
  }

  @Test func twoObserversSayTheSameWheneverTheyAsk() async throws {
    let start = try Self.start()
    let until = try start.adding(seconds: 44 * 3_600)
    func program(_ name: String) throws -> ObservedProgram {
      try ObservedProgram(
        providers: 3, defects: [1: [.inflatedCounts]], paysLeases: true, observer: name)
    }
    let steady = try program("observer one")
    try await observe(steady, spool: MemorySpool(), until: until)
    let restless = try program("observer two")
    let spool = MemorySpool()
    // Stopped in the middle of slots, away for hours, and without a server at noon.
    for (from, to) in [(0, 19_000), (19_020, 30_010), (44_000, 50_000), (50_001, 158_400)] {
      restless.time.move(toMillis: (start.seconds + Int64(from)) * 1_000)
      restless.setAway(to == 50_000)
      try await observe(restless, spool: spool, until: try start.adding(seconds: Int64(to)))
    }
    let (one, other) = (try Self.leases(steady), try Self.leases(restless))
    #expect(one.count > 50)
    #expect(one == other, "\(Set(one).symmetricDifference(other).sorted().prefix(10))")
  }

  @Test func chainThatIsAwayDelaysLeasesAndLosesNone() async throws {
    let start = try Self.start()
    let program = try ObservedProgram(providers: 2, defects: [:])
    let spool = MemorySpool()
    let node = AwayNode(program.world, at: program.time)
    node.setAway(true)
    let notes = Notes()
    try await observe(
      program, spool: spool, until: try start.adding(seconds: 5_000), node: node, notes: notes)
    #expect(notes.all.contains { $0.text.hasPrefix("Leases wait") })
    node.setAway(false)
    try await observe(program, spool: spool, until: try start.adding(seconds: 158_400), node: node)
    let first = try #require(try delivered(program, .lease).first)
    #expect(first.header.start == start)
    // No pool of this program pays for leases: nobody asks who pays.
    #expect(try delivered(program, .activity).isEmpty)
    #expect(try !delivered(program, .closing).isEmpty)
  }
}
