import Application
import DevNet
import Journal
import Keys
import LogClient
import LogServer
import Policy
import Program
import Quantities
import Rewards

/// The pilot's program: a signed journal that is served on loopback while the pilot runs.
///
/// What everybody enters is signed with that person's own key. The first entries are written before
/// the server stands; after it, all go through it.
final class PilotJournal {
  let store: any JournalStore
  let blobs: any BlobStore
  let people: PilotPeople
  let time: WorldTime
  private var writer: JournalWriter?
  private var served: Served?
  private var nonces = 0

  /// The server while it stands.
  private struct Served {
    let server: JournalServer
    let task: Task<Void, any Error>
    let connection: LogConnection
    let address: LogAddress
  }

  static let origin = "network-pilot.example/log"

  init(
    store: any JournalStore, blobs: any BlobStore, people: PilotPeople, time: WorldTime
  ) throws {
    self.store = store
    self.blobs = blobs
    self.people = people
    self.time = time
    let signer = try NoteSigner(
      name: NoteName(Self.origin), purpose: .note, key: people.log)
    writer = try JournalWriter(store: store, blobs: blobs, signer: signer)
  }

  /// Where it is served.
  var address: LogAddress? { served?.address }

  /// Whoever enters something by itself does it here.
  var connection: LogConnection? { served?.connection }

  /// The newest checkpoint's size and root.
  func head() throws -> (size: Int, root: Digest) {
    guard let newest = try store.newestCheckpoint() else { return (0, .zero) }
    let head = try SignedCheckpoint(bytes: newest.note).checkpoint.head
    return (Int(head.size), head.root)
  }

  // MARK: Entries

  /// Enters something: before the server stands by the writer itself, afterwards over HTTP.
  func enter(_ entries: [(body: any EntryBody, author: Author)]) async throws {
    let state = try currentState()
    for (body, author) in entries {
      let envelope = try sign(body, by: author, state)
      let name = type(of: body).kind.rawValue
      if let served {
        let answer = try await served.connection.submit(envelope.bytes)
        guard case .taken = answer else {
          throw PilotFailure.entry(name, said: Self.words(answer))
        }
      } else {
        let outcome = try writer?.submit([envelope.bytes], now: time.present).first
        guard case .logged = outcome else {
          throw PilotFailure.entry(name, said: outcome.map { "\($0)" } ?? "it is being served")
        }
      }
    }
  }

  /// What the log answered, for people.
  static func words(_ answer: SubmissionAnswer) -> String {
    switch answer {
    case .taken: "taken"
    case .refused(let note): String(decoding: note, as: UTF8.self)
    case .rejected(let status, let body): "\(status) \(String(decoding: body, as: UTF8.self))"
    }
  }

  private func sign(
    _ body: any EntryBody, by author: Author, _ state: ProgramState?
  ) throws -> Envelope {
    nonces += 1
    return try PilotPen(people: people, time: time).envelope(
      body, by: author, in: state, nonce: "network pilot \(nonces)")
  }

  /// What the entries say so far.
  private func currentState() throws -> ProgramState? {
    if let writer { return writer.state }
    var reader = try reader()
    return try reader.log().state
  }

  /// Reads the journal from its beginning.
  func reader() throws -> ProgramReader {
    try ProgramReader(records: JournalRecords(store: store, blobs: blobs), blobs: blobs)
  }

  // MARK: Serving

  /// Serves it on a free port of loopback.
  func serve() async throws {
    guard let writer else { return }
    self.writer = nil
    var settings = ServerSettings()
    settings.host = "127.0.0.1"
    settings.port = 0
    settings.lingerMilliseconds = 0
    // Forty providers' year passes in a minute: rates by the hour would stop it.
    let free = QuotaLimits.Rate(burst: 1 << 40, perHour: 1 << 40)
    if let free {
      settings.quota.entries = free
      settings.quota.uploadBytes = free
      settings.quota.strangerEntries = free
    }
    let server = try JournalServer(
      writer: writer, store: store, blobs: blobs, witnesses: [], settings: settings,
      clock: PilotClock(time: time), accessLog: { _ in }, complain: { _ in })
    let (ports, told) = AsyncStream.makeStream(of: Int.self)
    let task = Task {
      defer { told.finish() }
      try await server.run(stopsOnSignals: false) { told.yield($0) }
    }
    for await port in ports {
      guard let address = LogAddress("http://127.0.0.1:\(port)") else { break }
      served = Served(
        server: server, task: task, connection: LogConnection(address), address: address)
      return
    }
    try await task.value
    throw PilotFailure.outside("the log's server did not say where it listens")
  }

  /// Ends serving; the journal stays.
  func stopServing() async throws {
    guard let served else { return }
    self.served = nil
    await served.connection.close()
    await served.server.stop()
    try await served.task.value
  }
}
