public import Application
import BlobFiles
import Encoding
public import Journal
public import Keys
public import LogClient
import NIOPosix
import Program
public import Quantities
import Synchronization

/// A published log, followed through a cache, and the server that takes entries for it.
///
/// Tiles that are full and blobs never change, so that each is fetched once; the entries are judged
/// whole at every change, as by anybody who verifies. While the log is away the last good state
/// stands.
public final class PublishedObserverLog: ObserverLog {
  private let source: any LogSource
  private let blobs: any BlobStore
  private let cache: LogCache
  private let connection: LogConnection?
  private let signer: SigningKey
  private let pinned: Digest?
  private let state = Mutex(Kept())

  private struct Kept {
    var checkpoint: [UInt8] = []
    var reading: ProgramReading?
    var key: VerifierKey?
  }

  /// Reads a source, and submits through a connection, uploads signed by `signer`; without a
  /// connection nothing is taken. `pinned` is the program that it must be, where one is known.
  public init(
    source: any LogSource, blobs: any BlobStore, cacheFolder: String,
    submittingTo connection: LogConnection?, uploadsBy signer: SigningKey, pinned: Digest? = nil
  ) {
    self.source = source
    self.blobs = blobs
    cache = LogCache(cacheFolder)
    self.connection = connection
    self.signer = signer
    self.pinned = pinned
  }

  /// Reads what is new.
  public func read() async throws(ObserverLogFailure) -> ProgramReading {
    do {
      return try await WaitingThreads.pool.runIfActive { try self.readAndWait() }
    } catch let failure as ObserverLogFailure {
      // A fork, or another program's log, is told and never passed off as a log that is away.
      guard case .unavailable = failure, let kept = try cached() else { throw failure }
      return kept
    } catch {
      throw .unavailable("\(error)")
    }
  }

  private func cached() throws(ObserverLogFailure) -> ProgramReading? {
    if let reading = state.withLock({ $0.reading }) {
      return ProgramReading(state: reading.state, isFromCache: true)
    }
    guard cache.hasCheckpoint, let (reading, key) = try? judged(cache.log, cache.blobs) else {
      return nil
    }
    let kept = ProgramReading(state: reading.state, isFromCache: true)
    state.withLock {
      $0.reading = kept
      $0.key = key
    }
    return kept
  }

  private func readAndWait() throws -> ProgramReading {
    let checkpoint: [UInt8]
    do {
      checkpoint = try source.checkpoint()
    } catch {
      throw Self.failure(error)
    }
    let last = state.withLock { $0.checkpoint == checkpoint ? $0.reading : nil }
    if let last, !last.isFromCache { return last }
    let cached = CachedLog(checkpoint: checkpoint, source, cache)
    let (reading, key) = try judged(cached, CachedBlobs(cache.blobs, blobs))
    if let known = state.withLock({ $0.reading }),
      known.state.program != reading.state.program
        || known.state.lineCount > reading.state.lineCount
    {
      throw ObserverLogFailure.refused(
        code: "log-other", "the log is another one, or has lost entries since it was last read")
    }
    cache.keep(checkpoint)
    state.withLock {
      $0.checkpoint = checkpoint
      $0.reading = reading
      $0.key = key
    }
    return reading
  }

  private func judged(
    _ log: any LogSource, _ blobs: any BlobStore
  ) throws -> (ProgramReading, VerifierKey?) {
    do {
      let published = try PublishedEntries(log)
      let records = JournalRecords(entries: published.entries, blobs: blobs)
      var reader = try ProgramReader(records: records, blobs: blobs)
      let state = try reader.log().state
      try published.requireOperator(in: state)
      if let pinned, state.program != pinned {
        throw ObserverLogFailure.refused(
          code: "program-other", "the log is that of another program")
      }
      return (ProgramReading(state: state), state.operators.current?.verifier)
    } catch let failure as ObserverLogFailure {
      throw failure
    } catch let failure as PublishedEntriesFailure {
      throw Self.failure(failure)
    } catch let failure as ProgramFailure {
      throw Self.failure(failure)
    }
  }

  private static func failure(_ failure: LogSourceFailure) -> ObserverLogFailure {
    switch failure {
    case .missing(let text), .unavailable(let text): .unavailable(text)
    case .tooLong(let text, let limit): .unavailable("\(text): longer than \(limit) bytes")
    }
  }

  private static func failure(_ error: PublishedEntriesFailure) -> ObserverLogFailure {
    switch error {
    case .source(let inner): failure(inner)
    case .refused(let code, let text): .refused(code: code, text)
    case .tooMuch: .refused(code: "limit-entries", "more entries than are taken in")
    }
  }

  private static func failure(_ failure: ProgramFailure) -> ObserverLogFailure {
    switch failure {
    case .blobs(let text): .unavailable(text)
    default: .refused(code: "log-refused", "the log is refused: \(failure)")
    }
  }

  // MARK: - Entering

  /// Uploads a file, with the proof that this observer wants it kept.
  public func put(_ bytes: [UInt8], _ digest: Digest) async -> ObserverLogAnswer {
    guard let connection, let key = state.withLock({ $0.key }) else {
      return .unavailable("no server takes files")
    }
    do {
      let proof = try UploadProof(of: digest, origin: key.name, by: signer, prefix: "akash")
      switch try await connection.put(bytes, digest, proof: proof) {
      case .kept, .present: return .taken(receipt: nil)
      case .rejected(let status, let json): return ServerAnswer.read(status, json)
      }
    } catch let failure as ClientFailure {
      return .unavailable("\(failure)")
    } catch {
      return .refused(code: "address-prefix")
    }
  }

  /// Submits an entry, and holds the answer against the log's own key.
  public func submit(_ envelope: Envelope) async -> ObserverLogAnswer {
    guard let connection, let key = state.withLock({ $0.key }) else {
      return .unavailable("no server takes entries")
    }
    let answer: SubmissionAnswer
    do {
      answer = try await connection.submit(envelope.bytes)
    } catch {
      return .unavailable("\(error)")
    }
    do throws(SubmissionAnswerRefusal) {
      switch answer {
      case .taken(let note, _):
        let receipt = try SubmissionReceipt(bytes: note, log: [key])
        guard receipt.entry == envelope.identity else { return .unavailable("another's receipt") }
        return .taken(receipt: note)
      case .refused(let note):
        let refusal = try SubmissionRefusal(bytes: note, log: [key])
        guard refusal.entry == envelope.identity else { return .unavailable("another's refusal") }
        return .refused(code: refusal.code)
      case .rejected(let status, let json): return ServerAnswer.read(status, json)
      }
    } catch {
      // Not the log's word: whoever stands in its place can neither take nor refuse.
      return .unavailable("the answer is not the log's: \(error)")
    }
  }
}
