import Application
import Policy
import Akash
import CosmosClient
import DevNet
import Evidence
import Keys
import Observing
import Probing
import Program
import Quantities
import Synchronization
import TestSupport
import Testing

/// The whole shell against a made-up network: over the wire, and for days without it.
@Suite struct ObserverRunTests {
  private func tally(_ program: ObservedProgram, _ span: TimeSpan) throws -> Tally {
    let state = try program.state
    let catalogue = state.rules.catalogue
    let segments = try delivered(program, .presence).map {
      NamedSegment(digest: Sha256.digest(of: $0.bytes), segment: $0)
    }
    return try Tally.compute(
      TallyInput(
        span: span, slotSeconds: 300, quorum: state.rules.policy.observation.quorum,
        rosterSize: UInt32(state.roster.count), segments: segments,
        classify: { catalogue.resolve($0).match }))
  }

  @Test func daysOfANetworkBecomeEvidenceThatTheTallyReads() async throws {
    let program = try ObservedProgram(
      providers: 10,
      defects: [
        1: [.slowDrip], 2: [.wrongCertificate], 3: [.frozenInventory], 4: [.oldRelease],
        5: [.sharedHost], 6: [.flapping], 7: [.nullInfo],
      ])
    let start = try Timestamp(ObservedProgram.start)
    let day = try TimeSpan(start: start, end: try start.adding(seconds: 86_400))
    let spool = MemorySpool()
    let notes = Notes()
    // A restart in the morning, and a server that is away from noon until the evening.
    for hours in [8, 12, 20, 49] {
      program.setAway(hours == 20)
      try await observe(
        program, spool: spool, until: try start.adding(seconds: Int64(hours) * 3_600),
        notes: notes)
    }
    let tally = try tally(program, day)
    func slots(_ state: SlotState, _ number: Int) -> Int {
      tally.slots(state, ProviderIndex(UInt32(number))).count
    }
    for honest in [0, 3, 4, 7, 8, 9] {
      #expect(slots(.up, honest) >= 280, "provider \(honest): \(notes.all.suffix(20))")
      #expect(slots(.down, honest) == 0, "provider \(honest)")
    }
    for absent in [1, 2, 5] {
      #expect(slots(.down, absent) >= 280, "provider \(absent)")
      #expect(slots(.up, absent) == 0, "provider \(absent)")
    }
    #expect(slots(.up, 6) > 100 && slots(.down, 6) > 40)
    let prices = try delivered(program, .price)
    #expect(!prices.isEmpty)
    let state = try program.state
    #expect(state.probes.probes.contains { $0.seed != nil })
    #expect(!notes.all.contains { $0.severity == .error }, "\(notes.all)")
  }

  @Test func slotsOverTheWireSurviveARestartAndRawAnswersStay() async throws {
    let program = try ObservedProgram(
      providers: 5, defects: [1: [.wrongCertificate], 2: [.oldRelease], 3: [.slowDrip]],
      network: 116)
    let time = program.time
    let served = try await LocalNetwork(program.world) { time.presentMillis }
    let node = try #require(HTTPChainTransport(served.chainAddress))
    let slow = program.world.providers[3]
    let client = UnequalPatience(
      slow: try ProviderEndpoint(slow.hostURI),
      hurried: try ProviderClient(limits: ProviderLimits(answerSeconds: 3, reach: .anywhere)),
      patient: try ProviderClient(
        limits: ProviderLimits(connectSeconds: 60, answerSeconds: 60, reach: .anywhere)))
    let folder = try TemporaryFolder()
    let notes = Notes()
    let start = try Timestamp(ObservedProgram.start)
    var up: Int64 = 0
    var down: Int64 = 0
    for slots in [2, 4] {
      let status = try await observe(
        program, spool: FolderSpool(folder.path + "/spool"),
        until: try start.adding(seconds: Int64(slots) * 300 + 30), providers: client, node: node,
        notes: notes, raw: RawAnswers(folder: folder.path + "/raw"))
      up += status.slots("up")
      down += status.slots("down")
      #expect(status.raw.kept > 0 && status.spoolBytes > 0)
      #expect(status.chainHeight != nil && status.durations.counts.last ?? 0 > 0)
    }
    // Three of five are well, in each of the slots that were wholly watched.
    #expect(up >= 9 && up <= 12, "\(up): \(notes.all)")
    #expect(down >= 6 && down <= 8, "\(down): \(notes.all)")
    await node.close()
    await served.close()
  }

  @Test func ownNetworkThatIsDownAccusesNobody() async throws {
    let program = try ObservedProgram(providers: 3, defects: [0: [.slowDrip]])
    let canaries = ToldCanaries()
    canaries.set(false)
    let start = try Timestamp(ObservedProgram.start)
    let status = try await observe(
      program, spool: MemorySpool(), until: try start.adding(seconds: 1_800), canaries: canaries)
    #expect(status.slots("down") == 0 && status.slots("up") == 0)
    #expect(status.slots("unobserved") >= 9)
  }

  @Test func diskThatIsFullForAWhileLosesNothing() async throws {
    let program = try ObservedProgram(providers: 3, defects: [:])
    let spool = MemorySpool()
    let start = try Timestamp(ObservedProgram.start)
    try await observe(program, spool: spool, until: try start.adding(seconds: 600))
    spool.setFull(true)
    await #expect(throws: Never.self) {
      try await observe(program, spool: spool, until: try start.adding(seconds: 1_200))
    }
    spool.setFull(false)
    let status = try await observe(program, spool: spool, until: try start.adding(seconds: 2_400))
    #expect(status.slots("up") >= 9)
  }

  @Test func whatCannotBeObservedIsSaidAtTheStart() async throws {
    let program = try ObservedProgram(providers: 1, defects: [:])
    program.setAway(true)
    let error = await #expect(throws: ObserverEnding.self) {
      try await observe(program, spool: MemorySpool(), until: .latest)
    }
    #expect(error?.code == "log-unavailable")
  }
}
