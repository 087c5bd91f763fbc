public import Application
import Journal
import Keys
public import LogClient
import Program
import Quantities

/// `stipend serve`: a journal's public face and its submissions in one process.
public final class JournalServer: Sendable {
  private let responder: LogResponder
  private let cosigner: Cosigner?
  private let head: PublishedHead
  private let settings: ServerSettings
  private let server = RunningServer()

  /// Puts the parts together; the writer must hold entry 0 at least.
  public init(
    writer: JournalWriter, store: any JournalStore, blobs: any BlobStore,
    witnesses: [LogAddress], settings: ServerSettings, clock: any ServerClock,
    accessLog: @escaping @Sendable (AccessRecord) -> Void,
    complain: @escaping @Sendable (String) -> Void
  ) throws(ServerFailure) {
    var writer = writer
    guard let accountPrefix = writer.state?.accountPrefix else { throw .empty }
    do {
      try writer.keepPromises()
    } catch {
      throw .journal(error)
    }
    for promise in writer.unkept {
      complain("entry \(promise.identity.hex) was promised and can no longer be logged")
    }
    guard let identity = ServedIdentity(writer) else { throw .keyAbsent }
    let head = PublishedHead(store)
    do {
      try head.refresh()
    } catch {
      throw .store(error)
    }
    let queue = WriterQueue(writer) { identity.refresh($0) }
    let cosigner =
      witnesses.isEmpty
      ? nil
      : Cosigner(
        store: store, witnesses: witnesses,
        keys: { await queue.run { $0.state?.witnessKeys ?? [] } }, clock: clock,
        onCosigned: { try? head.refresh() }, complain: complain)
    let sequencer = Sequencer(
      queue, clock: clock, lingerMilliseconds: settings.lingerMilliseconds,
      promiseAfterMilliseconds: settings.promiseAfterMilliseconds
    ) { outcome in
      Self.publish(outcome, head, cosigner, complain)
    }
    responder = LogResponder(
      reading: LogReading(store: store, blobs: blobs), head: head,
      identity: identity, accountPrefix: accountPrefix, sequencer: sequencer,
      quota: QuotaKeeper(settings.quota, clock: clock), settings: settings, clock: clock,
      allowance: ByteAllowance(limit: settings.heldBytes), accessLog: accessLog)
    self.head = head
    self.cosigner = cosigner
    self.settings = settings
  }

  private static func publish(
    _ outcome: Result<Void, JournalFailure>, _ head: PublishedHead, _ cosigner: Cosigner?,
    _ complain: (String) -> Void
  ) {
    do {
      try outcome.get()
      try head.refresh()
      let size = head.current.size
      if let cosigner { Task { await cosigner.take(.published(size: size)) } }
    } catch {
      let failure: JournalStoreFailure? =
        switch error {
        case JournalFailure.store(let failure): failure
        case let failure as JournalStoreFailure: failure
        default: nil
        }
      let reason = failure?.sentence ?? "\(error)"
      head.fail("The journal takes nothing: \(reason)")
      complain("the journal takes nothing: \(reason)")
    }
  }

  /// Listens until a signal or `stop`; `onListening` is told the port.
  public func run(
    stopsOnSignals: Bool, onListening: @escaping @Sendable (Int) -> Void
  ) async throws(ServerFailure) {
    let size = head.current.size
    if let cosigner { await cosigner.take(.published(size: size)) }
    let outcome: Result<Void, ServerFailure>
    do {
      try await server.run(
        responder, settings: settings, stopsOnSignals: stopsOnSignals, onListening: onListening)
      outcome = .success(())
    } catch {
      outcome = .failure(.listening("\(settings.host):\(settings.port): \(error)"))
    }
    await responder.sequencer.stop()
    await cosigner?.stop()
    try outcome.get()
  }

  /// Ends what is under way, takes nothing new, and lets `run` return.
  public func stop() async { await server.stop() }
}

/// Why a server did not start, or stopped.
public enum ServerFailure: Error, Sendable {
  /// The journal has no entry 0.
  case empty
  /// The journal cannot be read.
  case store(JournalStoreFailure)
  /// What was promised cannot be logged.
  case journal(JournalFailure)
  /// The key of whoever signs the log now is not at hand.
  case keyAbsent
  /// It cannot listen where it was told to, or was torn down.
  case listening(String)
}
