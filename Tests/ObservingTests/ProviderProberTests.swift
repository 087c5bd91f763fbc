import Akash
import CosmosClient
import DevNet
import Evidence
import Observing
import Probing
import Quantities
import Synchronization
import Testing

/// What an observer says of a provider when it is the chain, or the way to it, that fails.
@Suite struct ProviderProberTests {
  /// A node that accepts every question and, once told so, answers none.
  private final class HangingNode: ChainTransport {
    let name = "hanging"
    private let inner: WorldChain
    private let hangs = Mutex(false)

    init(_ world: World, at time: WorldTime) { inner = WorldChain(world, at: time) }

    func hang() { hangs.withLock { $0 = true } }

    func get(
      _ path: String, height: Int64?, limitBytes: Int
    ) async throws(ChainFailure) -> ChainResponse {
      if hangs.withLock({ $0 }) {
        await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
      }
      return try await inner.get(path, height: height, limitBytes: limitBytes)
    }
  }

  /// Whoever is asked has a name that nobody resolves.
  private struct Nameless: ProviderAsking {
    func ask(_ question: ProviderQuestion, of endpoint: ProviderEndpoint) async -> ProviderExchange
    {
      ProviderExchange(
        question: question, endpoint: endpoint, result: .failure(.nameUnknown(endpoint.host)),
        presented: nil)
    }
  }

  /// A node whose list of providers is what a test says.
  private struct ListingNode: ChainTransport {
    let name = "listing"
    let inner: WorldChain
    let list: String

    func get(
      _ path: String, height: Int64?, limitBytes: Int
    ) async throws(ChainFailure) -> ChainResponse {
      guard path.hasPrefix(ProviderRecord.listPath) else {
        return try await inner.get(path, height: height, limitBytes: limitBytes)
      }
      return ChainResponse(status: 200, body: Array(list.utf8))
    }
  }

  private let world: World
  private let time: WorldTime
  private let node: HangingNode

  init() throws {
    let start = try Timestamp("2026-03-01T00:00:00Z")
    world = World(WorldSettings(seed: 5, providers: 2, start: start))
    time = WorldTime(start)
    node = HangingNode(world, at: time)
  }

  private var chain: ChainClient {
    ChainClient(chainID: "akashnet-2", nodes: [node], clock: { [time] in time.present })
  }

  /// A prober that waits for the chain no longer than it must.
  private func prober() -> ProviderProber {
    ProviderProber(
      providers: WorldProviders(world, at: time), chain: chain, triesNames: true, chainSeconds: 0)
  }

  private func answer(_ prober: ProviderProber, afterSeconds seconds: Int64) async throws
    -> ProbeAnswer
  {
    time.move(toMillis: (world.settings.start.seconds + seconds) * 1_000)
    let plan = world.providers[0]
    return await prober.probe(plan.owner, at: plan.hostURI, now: time.present).answer
  }

  private static func isUp(_ answer: ProbeAnswer) -> Bool {
    if case .up = answer { true } else { false }
  }

  @Test func aNodeThatHangsMakesNobodyDown() async throws {
    let waiting = ProviderProber(providers: WorldProviders(world, at: time), chain: chain)
    #expect(Self.isUp(try await answer(waiting, afterSeconds: 0)))
    node.hang()
    // The list is no longer fresh, and still proves whom it names, without a wait.
    #expect(Self.isUp(try await answer(waiting, afterSeconds: 2 * 3_600)))
  }

  @Test func whatNoListProvesIsUnknownAndNotDown() async throws {
    node.hang()
    #expect(try await answer(prober(), afterSeconds: 0) == .unknown)
  }

  @Test func aListProvesNobodyAfterADay() async throws {
    let waiting = ProviderProber(providers: WorldProviders(world, at: time), chain: chain)
    #expect(Self.isUp(try await answer(waiting, afterSeconds: 0)))
    node.hang()
    let late = try await answer(waiting, afterSeconds: 86_400 + 1)
    #expect(late == .unknown)
  }

  @Test func aNameThatIsNotResolvedIsDownOnlyWhereOthersAreResolved() async throws {
    let plan = world.providers[0]
    for (triesNames, expected) in [(true, ProbeAnswer.down(.dns)), (false, .unknown)] {
      let prober = ProviderProber(providers: Nameless(), chain: chain, triesNames: triesNames)
      let finding = await prober.probe(plan.owner, at: plan.hostURI, now: time.present)
      #expect(finding.answer == expected)
    }
  }

  /// Anybody may register, and nobody can be removed.
  @Test(arguments: [("attribute", 5_000), ("host", 1_100)])
  func oneRecordThatCannotBeReadHidesNobodyElse(poisoned: String, length: Int) async throws {
    let long = String(repeating: "x", count: length)
    let start = world.settings.start
    let owners = World(WorldSettings(seed: 5, providers: 3, start: start)).providers.map(\.owner)
    let records = owners.enumerated().map { position, owner in
      let isPoisoned = position == 1
      let host = isPoisoned && poisoned == "host" ? long : "p\(position).example"
      let value = isPoisoned && poisoned == "attribute" ? long : "eu"
      return #"{"owner":"\#(owner)","host_uri":"https://\#(host):8443","#
        + #""attributes":[{"key":"region","value":"\#(value)"}]}"#
    }
    let node = ListingNode(
      inner: WorldChain(world, at: time),
      list: #"{"providers":[\#(records.joined(separator: ","))],"pagination":{"next_key":null}}"#)
    let prober = ProviderProber(
      providers: Nameless(),
      chain: ChainClient(chainID: "akashnet-2", nodes: [node], clock: { [time] in time.present }))
    #expect(try await prober.refreshHosts().count == 1)
    #expect(prober.knownHosts == 2)
    let known = owners.map { prober.host(of: $0) }
    #expect(known == ["https://p0.example:8443", "", "https://p2.example:8443"])
  }
}
