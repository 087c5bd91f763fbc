import Application
import BlobFiles
import DevNet
import Evidence
import Foundation
import Journal
import Keys
import Observing
import Policy
import PolicyYAML
import Probing
import Program
import Quantities
import Simulation
import Synchronization
import Testing

/// A program in memory whose providers are those of a made-up network, with one observer.
final class ObservedProgram: Sendable {
  static let start = "2024-02-10T00:00:00Z"
  let world: World
  let time: WorldTime
  let blobs = MemoryBlobs()
  let key = Invented.signer("observer one")
  private let writer: Mutex<JournalWriter>
  private let away = Mutex(false)
  private let last = LastReading()

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Enrols every provider of a world in the pool for all, from the world's start on.
  init(providers: Int, defects: [Int: [Defect]], network: UInt8 = 97) throws {
    let start = try Timestamp(Self.start)
    world = World(
      WorldSettings(
        seed: 5, providers: providers, start: start, defects: defects, network: network))
    time = WorldTime(start)
    let yaml = try Data(contentsOf: Self.root.appending(path: "policies/akash-pilot-1.yaml"))
    var policy = try PolicyDocument.read(Array(yaml)).policy
    policy.observation.quorum.state = 1
    policy.observation.quorum.count = 1
    for index in policy.pools.indices { policy.pools[index].eligibility = EligibilityRule() }
    let catalogue = try Data(
      contentsOf: Self.root.appending(path: "policies/catalogue/gpus-1.json"))
    let log = Invented.signer("log")
    let committee = Invented.signer("committee")
    let created = ProgramCreated(
      name: policy.name, network: policy.network, policy: try blobs.put(PolicyJSON.encode(policy)),
      catalogue: try blobs.put(Array(catalogue)), logOrigin: "log.example/observed",
      logKey: try #require(PublicKeyText(log.publicKey.text)), threshold: 1,
      members: [try #require(PublicKeyText(committee.publicKey.text))], witnesses: [],
      administrator: Invented.address("administrator"), administratorProviders: [])
    let signer = try NoteSigner(
      name: NoteName("log.example/observed"), purpose: .note, key: log)
    var writer = try JournalWriter(store: MemoryJournal(), blobs: blobs, signer: signer)
    let before = try start.adding(seconds: -86_400)
    func enter(_ body: any EntryBody, _ author: Author, _ key: SigningKey) throws {
      let base =
        writer.state.map { EntryBase($0) }
        ?? EntryBase(program: nil, basis: 0, isDemonstration: true)
      let payload = try base.payload(
        body, by: author, at: before, nonce: UInt128(writer.size + 1))
      let envelope = try Envelope(payload: payload.bytes, signedBy: [key], prefix: "akash")
      let outcome = try writer.submit([envelope.bytes], now: before)[0]
      guard case .logged = outcome else {
        throw ObservedProgramFailure(text: "\(outcome)")
      }
    }
    try enter(created, .committee, committee)
    try enter(
      ObserverAppointed(
        observer: try #require(ObserverKey(key.publicKey.text)), from: before, until: nil),
      .committee, committee)
    let gpuClass = try #require(writer.state?.rules.catalogue[ClassIndex(0)].gpuClass)
    for (number, plan) in world.providers.enumerated() {
      let owner = try #require(world.people.first { $0.address == plan.owner })
      try enter(
        ProviderEnrolled(
          enrolment: try Label("e\(number)"), pool: try Label("liquidity"), provider: plan.owner,
          gpuClass: gpuClass, units: 1, from: start, until: nil),
        .account(plan.owner), owner.signer)
    }
    self.writer = Mutex(writer)
  }

  /// Whether its server is away.
  func setAway(_ isAway: Bool) { away.withLock { $0 = isAway } }

  /// The program as a log of an observer; away when it is told so, with what it said last.
  var log: any ObserverLog { RememberingLog(inner: journal, last: last) }

  private var journal: any ObserverLog {
    JournalObserverLog(blobs: blobs, clock: { self.time.present }) { work in
      guard !self.away.withLock({ $0 }) else { throw ObservedProgramFailure(text: "away") }
      try self.writer.withLock { try work(&$0) }
    }
  }

  /// The state after the last entry.
  var state: ProgramState {
    get throws { try #require(writer.withLock { $0.state }) }
  }
}

struct ObservedProgramFailure: Error {
  let text: String
}

/// The world's time, moved as soon as the run has nothing else to do.
struct WorldObserverClock: ObserverClock {
  let time: WorldTime

  func now() -> Moment { Moment(wall: time.presentMillis, monotonic: time.presentMillis) }

  func wait(until moment: Moment?, inFlight: Int, inbox: ObserverInbox) async {
    guard inFlight == 0, inbox.isEmpty, let moment else { return await inbox.arrival() }
    time.move(toMillis: max(moment.wall, time.presentMillis + 1))
  }
}

/// Canaries that answer as a test says.
final class ToldCanaries: CanaryAsking {
  private let answers = Mutex(true)

  func set(_ isReached: Bool) { answers.withLock { $0 = isReached } }

  func reaches(_ target: CanaryTarget) async -> Bool { answers.withLock { $0 } }
}

/// Notes of a run, in order.
final class Notes: Sendable {
  private let notes = Mutex<[ObserverNote]>([])

  func add(_ note: ObserverNote) { notes.withLock { $0.append(note) } }

  var all: [ObserverNote] { notes.withLock { $0 } }
}

/// What a log said last, for when it is away, as a cache has it.
private struct RememberingLog: ObserverLog {
  let inner: any ObserverLog
  let last: LastReading

  func read() async throws(ObserverLogFailure) -> ProgramReading {
    do {
      let reading = try await inner.read()
      last.value.withLock { $0 = reading }
      return reading
    } catch {
      guard let reading = last.value.withLock({ $0 }) else { throw error }
      return ProgramReading(state: reading.state, isFromCache: true)
    }
  }

  func put(_ bytes: [UInt8], _ digest: Quantities.Digest) async -> ObserverLogAnswer {
    await inner.put(bytes, digest)
  }

  func submit(_ envelope: Envelope) async -> ObserverLogAnswer { await inner.submit(envelope) }
}

private final class LastReading: Sendable {
  let value = Mutex<ProgramReading?>(nil)
}
