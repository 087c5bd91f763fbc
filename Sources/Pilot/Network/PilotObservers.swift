import Akash
import CosmosClient
import DevNet
import Keys
import LogClient
import Observing
import Probing
import Quantities
import Synchronization

/// The pilot's observers: each a run as `stipend observe` has it, with a folder of its own.
final class PilotObservers {
  /// Whether they ask over the wire.
  let lever = WireSwitch()
  private let cast: PilotCast
  private let settings: NetworkPilot.Settings
  private let time: PilotTime
  private let address: LogAddress
  private let people: PilotPeople
  private let providers: any ProviderAsking
  private let chain: ChainClient
  private let wireChain: HTTPChainTransport
  private let chainPlace: CanaryTarget
  private let lie: (lie: Lie, span: TimeSpan)?
  private var running: [Int: Running] = [:]
  private let endings = Endings()

  /// An observer while it runs.
  private struct Running {
    let run: ObserverRun
    let task: Task<Void, any Error>
    let member: Int
    let connection: LogConnection
  }

  init(
    _ cast: PilotCast, _ settings: NetworkPilot.Settings, time: PilotTime,
    network: LocalNetwork, log: LogAddress?, lie: (lie: Lie, span: TimeSpan)?
  ) throws {
    guard let log, let wireChain = HTTPChainTransport(network.chainAddress),
      let chainPlace = CanaryTarget(network.chainAddress)
    else { throw PilotFailure.outside("log and chain are not served") }
    self.cast = cast
    self.settings = settings
    self.time = time
    self.lie = lie
    self.chainPlace = chainPlace
    self.wireChain = wireChain
    address = log
    people = PilotPeople(cast)
    let world = time.world
    // On a busy machine an honest answer may take a while. Who never answers in time is waited for
    // so long once an epoch, where not every question goes over the wire.
    let patience: Int64 = settings.isFull ? 1 : 5
    providers = SwitchedProviders(
      lever: lever,
      wire: try ProviderClient(
        limits: ProviderLimits(
          connectSeconds: patience, answerSeconds: patience, reach: .anywhere)),
      direct: WorldProviders(cast.world, at: world, answerSeconds: patience))
    chain = ChainClient(
      chainID: cast.world.settings.chainID,
      nodes: [
        SwitchedChain(
          lever: lever, wire: wireChain, direct: WorldChain(cast.world, at: world))
      ]
    ) { world.present }
  }

  /// Begins an observer, or lets one that was stopped go on from what its folder holds.
  func start(_ observer: Int) async throws {
    let key = people.observers[observer]
    let folder = "\(settings.observerFolder)/\(observer + 1)"
    let connection = LogConnection(address)
    let member = time.join()
    let run = ObserverRun(
      try observerSettings(observer),
      ObserverPorts(
        log: PublishedObserverLog(
          source: RemoteLog(connection), blobs: RemoteBlobs(connection),
          cacheFolder: "\(folder)/cache", submittingTo: connection, uploadsBy: key),
        providers: asking(observer), chain: chain, canaries: try CanaryClient(),
        clock: PilotObserverClock(time: time, member: member),
        spool: FolderSpool("\(folder)/spool")))
    let time = time
    let endings = endings
    let task = Task {
      defer { time.leave(member) }
      do {
        try await run.run()
      } catch {
        endings.add("observer \(observer + 1) ended: \(error)")
        throw error
      }
    }
    running[observer] = Running(run: run, task: task, member: member, connection: connection)
  }

  /// Throws where an observer ended that nobody stopped.
  func requireRunning() throws(PilotFailure) {
    if let ending = endings.first { throw .outside(ending) }
  }

  /// Ends an observer, with everything that it knows on the disk.
  func stop(_ observer: Int) async throws {
    guard let ended = running.removeValue(forKey: observer) else { return }
    ended.run.stop()
    time.call(ended.member)
    defer { time.leave(ended.member) }
    do {
      try await ended.task.value
    } catch {
      try requireRunning()
    }
    await ended.connection.close()
  }

  /// Ends all of them, and every connection.
  func stopAll() async throws {
    for observer in running.keys.sorted() { try await stop(observer) }
    await wireChain.close()
  }

  /// The third observer's tool is not honest.
  private func asking(_ observer: Int) -> any ProviderAsking {
    guard let lie, lie.lie.observer == observer else { return providers }
    return LyingProviders(
      honest: providers, world: cast.world, time: time.world,
      rival: cast.world.providers[lie.lie.rival], friend: cast.world.providers[lie.lie.friend],
      span: lie.span)
  }

  private func observerSettings(_ observer: Int) throws -> ObserverSettings {
    let name = "network pilot secret \(settings.seed) \(observer)"
    guard let secret = ObserverSecret(Sha256.digest(of: Array(name.utf8)).bytes) else {
      throw PilotFailure.outside("a secret has 32 bytes")
    }
    var probe = ProbeSettings()
    probe.attempts = 2
    // The network is this machine's own: it is looked at less often than the wide one.
    probe.canaryEveryMilliseconds = 600_000
    return ObserverSettings(
      keys: [people.observers[observer]], secret: secret, probe: probe,
      priceSources: [.oracle(chain, label: try Label("oracle"))], canaries: [chainPlace],
      refreshSeconds: 3_600)
  }
}

/// Why observers ended that nobody stopped; their tasks leave it here.
private final class Endings: Sendable {
  private let texts = Mutex<[String]>([])

  func add(_ text: String) { texts.withLock { $0.append(text) } }

  var first: String? { texts.withLock { $0.first } }
}
