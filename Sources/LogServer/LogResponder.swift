import Application
import HTTPTypes
import Hummingbird
import Journal
import Program
import Quantities
import Synchronization

/// Answers readers and submitters, as docs/reference/server.md has it.
struct LogResponder: LoggedResponder {
  let reading: LogReading
  let head: PublishedHead
  let identity: ServedIdentity
  let accountPrefix: String
  let sequencer: Sequencer
  let quota: QuotaKeeper
  let settings: ServerSettings
  let clock: any ServerClock
  let allowance: ByteAllowance
  let accessLog: @Sendable (AccessRecord) -> Void

  func answer(_ request: Request) async -> (AccessRecord.Resource, Answer) {
    let path = request.uri.path.hasPrefix("/") ? String(request.uri.path.dropFirst()) : ""
    let reads = request.method == .get || request.method == .head
    switch path {
    case "checkpoint": return (.checkpoint, reads ? checkpoint() : .notAllowed("GET, HEAD"))
    case LogIndex.path: return (.index, reads ? indexFile() : .notAllowed("GET, HEAD"))
    case "health": return (.health, reads ? health() : .notAllowed("GET, HEAD"))
    case "entries":
      guard request.method == .post else { return (.entry, .notAllowed("POST")) }
      return (.entry, await entry(request))
    default: break
    }
    if path.hasPrefix("tile/") {
      guard let address = try? TileAddress(path: path) else { return (.tile, .notFound()) }
      let resource: AccessRecord.Resource = address.content == .entries ? .bundle : .tile
      return (resource, reads ? await tile(address) : .notAllowed("GET, HEAD"))
    }
    return await blobAnswer(path, request, reads: reads)
  }

  private func blobAnswer(
    _ path: String, _ request: Request, reads: Bool
  ) async -> (AccessRecord.Resource, Answer) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.first == "blob", let name = parts.last,
      let digest = try? Digest(hex: String(name)), digest.hex == name
    else { return (.other, .notFound()) }
    if parts.count == 2 {
      guard request.method == .put else { return (.upload, .notAllowed("PUT")) }
      return (.upload, await upload(digest, request))
    }
    guard parts.count == 3, parts[1] == digest.hex.prefix(2) else { return (.other, .notFound()) }
    return (.blob, reads ? await blob(digest) : .notAllowed("GET, HEAD"))
  }

  // MARK: Reading

  private func checkpoint() -> Answer {
    guard let note = head.current.note else { return .notFound() }
    return Answer(.ok, Answer.text, note)
  }

  private func indexFile() -> Answer {
    Answer(.ok, Answer.json, identity.current.index.bytes, caching: .short)
  }

  private func health() -> Answer {
    let head = head.current
    if let failure = head.failure {
      return .problem(.serviceUnavailable, "journal-unavailable", failure, "Run stipend doctor.")
    }
    let time = head.admittedAt.map { "\"\($0.text)\"" } ?? "null"
    return Answer(
      .ok, Answer.json, Array(#"{"size":\#(head.size),"admittedAt":\#(time)}"#.utf8) + [0x0A])
  }

  private func tile(_ address: TileAddress) async -> Answer {
    let reading = reading
    let outcome = await DiskThread.run { () throws(JournalStoreFailure) in
      try reading.tile(address)
    }
    switch outcome {
    case .success(let bytes?): return Answer(.ok, Answer.bytes, bytes, caching: .forEver)
    case .success(nil): return .notFound()
    case .failure: return .busy("journal-unavailable", "The journal cannot be read now.")
    }
  }

  private func blob(_ digest: Digest) async -> Answer {
    let now = clock.present()
    let (isWithdrawn, isPublished) = await sequencer.queue.run { writer in
      (writer.state?.isWithdrawn(digest) ?? false, writer.publishes(digest, at: now))
    }
    guard !isWithdrawn else { return Self.withdrawn(digest) }
    // What nobody names yet may be anything; and a segment is no other observer's before its time.
    guard isPublished else { return .notFound() }
    let reading = reading
    let outcome = await DiskThread.run { () throws(BlobFailure) in try reading.blob(digest) }
    switch outcome {
    case .success(let bytes?): return Answer(.ok, Answer.bytes, bytes, caching: .forEver)
    case .success(nil): return .notFound()
    case .failure: return .busy("blob-unavailable", "The blob cannot be read now.")
    }
  }

  static func withdrawn(_ digest: Digest) -> Answer {
    .problem(
      .gone, "blob-withdrawn", "Blob \(digest.hex) was withdrawn by an entry.",
      "The entry says why.")
  }
}

/// The quotas of all keys, shared by all connections.
final class QuotaKeeper: Sendable {
  private let machine: Mutex<QuotaMachine>
  private let clock: any ServerClock

  init(_ limits: QuotaLimits, clock: any ServerClock) {
    machine = Mutex(QuotaMachine(limits: limits))
    self.clock = clock
  }

  /// Asks for something; nil when it is granted, else what the client is told.
  func refusal(of wish: QuotaMachine.Wish) -> Answer? {
    let now = clock.uptimeMilliseconds()
    switch machine.withLock({ $0.step(now: now, wish) }) {
    case .granted: return nil
    case .wait(let seconds):
      return .problem(
        .tooManyRequests, "quota", "The quota for now is used up.",
        "Try again in \(seconds) seconds.", retryAfterSeconds: seconds)
    }
  }
}
