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
import Rewards
import Simulation
import Synchronization
import Testing

/// A program in memory whose providers are those of a made-up network, with one observer.
final class ObservedProgram: Sendable {
  static let start = "2024-02-10T00:00:00Z"
  let world: World
  let time: WorldTime
  let blobs = MemoryBlobs()
  let key: SigningKey
  private let store = MemoryJournal()
  private let administrator = Invented.wallet("administrator")
  private let writer: Mutex<JournalWriter>
  private let away = Mutex(false)
  private let last = LastReading()

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Enrols every provider of a world in the pool for all, from the world's start on; where leases
  /// are paid for, each takes part in that pool too.
  init(
    providers: Int, defects: [Int: [Defect]], network: UInt8 = 97, paysLeases: Bool = false,
    observer: String = "observer one"
  ) throws {
    key = Invented.signer(observer)
    let start = try Timestamp(Self.start)
    world = World(
      WorldSettings(
        seed: 5, providers: providers, start: start, defects: defects, network: network))
    time = WorldTime(start)
    let yaml = try Data(contentsOf: Self.root.appending(path: "policies/akash-pilot-1.yaml"))
    var policy = try PolicyDocument.read(Array(yaml)).policy
    policy.observation.quorum.state = 1
    policy.observation.quorum.count = 1
    policy.observation.quorum.lease = 1
    for index in policy.pools.indices { policy.pools[index].eligibility = EligibilityRule() }
    if paysLeases { try Self.addActivity(to: &policy) }
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
    var writer = try JournalWriter(store: store, blobs: blobs, signer: signer)
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
    if paysLeases {
      for (number, plan) in world.providers.enumerated() {
        let owner = try #require(world.people.first { $0.address == plan.owner })
        try enter(
          ActivityJoined(
            participation: try Label("a\(number)"), pool: try Label("activity"),
            wallet: plan.owner, role: .provider, from: start, until: nil),
          .account(plan.owner), owner.signer)
      }
    }
    self.writer = Mutex(writer)
  }

  /// A pool of rules 2 beside the one for all, that pays for leases by the day.
  private static func addActivity(to policy: inout ProgramPolicy) throws {
    policy.rules = 2
    let position = try #require(policy.pools.firstIndex { $0.kind == .epoch })
    var pool = policy.pools[position]
    let amount = Money(try Amount(micros: Int64(50_000_000_000)), .usd)
    policy.pools[position].amount = try pool.amount.subtracting(amount)
    (pool.name, pool.kind, pool.amount, pool.share) = (
      try Label("activity"), .activity, amount, nil
    )
    (pool.baseline, pool.priceGuidance, pool.caps) = (
      nil, nil, CapRule(beneficiaryShare: nil, beneficiaryAmountMicros: nil, perGPUHour: [])
    )
    pool.conversion = ConversionRule(moment: .payout, fundingPrice: nil, difference: .pool)
    pool.activity = ActivityRule(
      share: try Ratio(ppm: 2_000), cost: try Ratio(ppm: 2_500), deployers: .zero, gpu: .one,
      cpu: try Ratio(ppm: 10_000))
    policy.pools.append(pool)
    policy.order.append(pool.name)
  }

  /// The program as its journal has it.
  func reader() throws -> ProgramReader {
    try ProgramReader(records: JournalRecords(store: store, blobs: blobs), blobs: blobs)
  }

  /// Freezes and closes an epoch by the administrator's hand.
  func close(_ id: EpochID) throws -> ClosedEpoch {
    var freezing = FreezeEpoch(try reader())
    let freeze = try freezing.freeze(id, now: time.present)
    let author = Author.account(try administrator.publicKey.accountAddress(prefix: "akash"))
    try enter(EpochFrozen(freeze), author, administrator)
    var closing = CloseEpoch(try reader())
    let closed = try closing.close(id)
    try enter(
      StatementPublished(closed, freeze: Sha256.digest(of: freeze.bytes)), author, administrator)
    return closed
  }

  private func enter(_ body: any EntryBody, _ author: Author, _ key: SigningKey) throws {
    try writer.withLock { writer in
      let state = try #require(writer.state)
      let payload = try EntryBase(state).payload(
        body, by: author, at: time.present, nonce: UInt128(writer.size + 1))
      let envelope = try Envelope(payload: payload.bytes, signedBy: [key], prefix: "akash")
      let outcome = try writer.submit([envelope.bytes], now: time.present)[0]
      guard case .logged = outcome else { throw ObservedProgramFailure(text: "\(outcome)") }
    }
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
