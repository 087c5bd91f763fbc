public import Application
public import BlobFiles
import Journal
import Synchronization

/// `stipend witness`: follows a log and cosigns what follows from what it cosigned before.
public final class WitnessServer<Files: FileSystem>: Sendable {
  private let keeper: WitnessKeeper<Files>
  private let source: any LogSource
  private let blobs: any BlobStore
  private let pollSeconds: Int64
  private let settings: ServerSettings
  private let clock: any ServerClock
  private let accessLog: @Sendable (AccessRecord) -> Void
  private let complain: @Sendable (String) -> Void
  private let server = RunningServer()
  /// What was complained of last, so that the same is said once.
  private let trouble = Mutex<String?>(nil)

  /// Follows a log; its blobs are read when its entries must say whose key signs it.
  public init(
    keeper: WitnessKeeper<Files>, source: any LogSource, blobs: any BlobStore, pollSeconds: Int64,
    settings: ServerSettings, clock: any ServerClock,
    accessLog: @escaping @Sendable (AccessRecord) -> Void,
    complain: @escaping @Sendable (String) -> Void
  ) {
    self.keeper = keeper
    self.source = source
    self.blobs = blobs
    self.pollSeconds = pollSeconds
    self.settings = settings
    self.clock = clock
    self.accessLog = accessLog
    self.complain = complain
  }

  /// Listens and follows until a signal or `stop`.
  public func run(
    stopsOnSignals: Bool, onListening: @escaping @Sendable (Int) -> Void
  ) async throws(ServerFailure) {
    let following = Task { await follow() }
    defer { following.cancel() }
    let responder = WitnessResponder(
      keeper: keeper, settings: settings, clock: clock,
      allowance: ByteAllowance(limit: settings.heldBytes), accessLog: accessLog)
    do {
      try await server.run(
        responder, settings: settings, stopsOnSignals: stopsOnSignals, onListening: onListening)
    } catch {
      throw .listening("\(settings.host):\(settings.port): \(error)")
    }
  }

  /// Ends what is under way, takes nothing new, and lets `run` return.
  public func stop() async { await server.stop() }

  /// Entries that were cosigned last.
  public var latestSize: Int {
    get async { await keeper.head.size }
  }

  private func follow() async {
    while !Task.isCancelled {
      await look()
      do {
        try await Task.sleep(for: .seconds(pollSeconds))
      } catch {
        return
      }
    }
  }

  /// Looks at the log once, and cosigns or complains.
  public func look() async {
    guard let log = await keeper.log else { return }
    let head = log.head
    let source = source
    let outcome = await RemoteThread.run { () throws(LogFollowing.Failure) in
      try LogFollowing.look(at: source, of: log)
    }
    switch outcome {
    case .success(.unchanged): say(nil)
    case .success(.changed(let request)):
      // A fork was reported by the keeper, with its evidence.
      if await keeper.answer(request) != nil { say(nil) }
    case .success(.shrunk(let offered)):
      // Somebody else may have had more cosigned while this was on its way.
      guard await keeper.head == head else { return }
      let size = offered.checkpoint.head.size
      if say("shrunk to \(size)", aloud: false) { await keeper.reportShrunk(offered) }
    case .success(.unknownKey(let checkpoint)): await judge(checkpoint, of: log)
    case .success(.former(let checkpoint, let former)):
      if say("former \(checkpoint.checkpoint.head.size)", aloud: false) {
        await keeper.reportFormer(checkpoint, former)
      }
    case .failure(let failure): say("\(failure)")
    }
  }

  /// A key that nobody named: the log's own entries say whether the committee put it in place.
  private func judge(_ checkpoint: SignedCheckpoint, of log: WitnessedLog) async {
    let (source, blobs) = (source, blobs)
    let outcome = await RemoteThread.run { () throws(LogFollowing.Failure) in
      try LogSuccession(checkpoint, of: source, blobs: blobs, after: log)
    }
    switch outcome {
    case .success(let succession):
      let answer = await keeper.adopt(
        succession.request, keys: succession.keys, retired: succession.retired)
      if answer != nil { say(nil) }
    case .failure(let failure): say("\(failure)")
    }
  }

  /// Complains of something new; true where it is.
  @discardableResult
  private func say(_ text: String?, aloud: Bool = true) -> Bool {
    let isNew = trouble.withLock { trouble in
      defer { trouble = text }
      return text != nil && trouble != text
    }
    if isNew, aloud, let text { complain(text) }
    return isNew
  }
}
