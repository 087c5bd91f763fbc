import NIOCore

/// A world that is served on loopback: each provider at an address of its own on the usual ports,
/// and the chain's nodes.
public final class LocalNetwork: Sendable {
  /// The world.
  public let world: World
  /// The chain: what goes wrong on it can be changed while it is served.
  public let chain: Chain
  /// The REST address of the chain's honest node.
  public let chainAddress: String
  /// Those of the other nodes, in the order in which they were asked for.
  public let nodeAddresses: [String]
  /// Where things listen; a port that was 0 is the one that was found, if one serves all providers.
  public let ports: Ports
  private let channels: [any Channel]
  private let calls: [CallServer]

  /// From so many providers on, one listener for each port takes all addresses of the loopback
  /// interface: a descriptor for every provider and port would pass what a process may have.
  public static let limitListeners = 1_000

  /// Where things listen.
  public struct Ports: Hashable, Sendable {
    /// The chain's, at 127.0.0.1; 0 takes any that is free.
    public var chain: Int
    /// The providers' REST gateways'.
    public var rest: Int
    /// The providers' status messages'.
    public var message: Int

    /// Takes the ports; the providers' usual ones where nobody says, and 0 for any that is free.
    public init(chain: Int = 0, rest: Int = 8_443, message: Int = 8_444) {
      self.chain = chain
      self.rest = rest
      self.message = message
    }
  }

  /// Binds everything; `clock` tells the world's time in thousandths of a second since 1970.
  ///
  /// Throws what binding throws, with nothing left bound.
  public init(
    _ world: World, ports: Ports = Ports(), nodes: [NodeBehaviour] = [],
    clock: @escaping @Sendable () -> Int64
  ) async throws {
    self.world = world
    chain = Chain(world)
    let doors = try ProviderDoors(world, clock: clock)
    var channels: [any Channel] = []
    var calls: [CallServer] = []
    do {
      let honest = try await Self.serve(.honest, of: chain, port: ports.chain, clock)
      channels.append(honest)
      var addresses: [String] = []
      for node in nodes {
        channels.append(try await Self.serve(node, of: chain, port: 0, clock))
        addresses.append(Self.address(channels.last))
      }
      nodeAddresses = addresses
      chainAddress = Self.address(honest)
      var found = ports
      found.chain = honest.localAddress?.port ?? 0
      for place in Self.places(world, port: ports.rest, .rest) {
        let channel = try await Listening.bind(place) { try Self.serve($0, behind: doors) }
        channels.append(channel)
        found.rest = channel.localAddress?.port ?? 0
      }
      let service = StatusService(doors: doors)
      for place in Self.places(world, port: ports.message, .message) {
        let call = try await CallServer.start(place, doors: doors, service: service)
        calls.append(call)
        found.message = call.port
      }
      self.ports = found
    } catch {
      await Self.close(channels, calls)
      throw error
    }
    self.channels = channels
    self.calls = calls
  }

  private static func address(_ channel: (any Channel)?) -> String {
    "http://127.0.0.1:\(channel?.localAddress?.port ?? 0)"
  }

  /// One node of the chain.
  private static func serve(
    _ node: NodeBehaviour, of chain: Chain, port: Int, _ clock: @escaping @Sendable () -> Int64
  ) async throws -> any Channel {
    let gateway = ChainGateway(chain, node: node)
    return try await Listening.bind(.address("127.0.0.1", port: port)) {
      try GetResponder.install($0, takesPosts: true) {
        let answer = gateway.answer(
          $0.target, heightText: $0.height, posted: $0.posted, atMillis: clock())
        return HTTPAnswer(status: answer.status, body: answer.body)
      }
    }
  }

  /// Ends all listening.
  public func close() async { await Self.close(channels, calls) }

  private static func close(_ channels: [any Channel], _ calls: [CallServer]) async {
    for channel in channels { try? await channel.close() }
    for call in calls { await call.close() }
  }

  /// Where providers are listened for: at the address of each, or at all together.
  private static func places(
    _ world: World, port: Int, _ kind: ProviderDoors.Kind
  ) -> [Listening.Place] {
    let plans = world.providers.filter {
      $0.listens && (kind == .rest || !$0.has(.oldRelease))
    }
    return plans.count > limitListeners
      ? [.loopback(port: port)] : plans.map { .address($0.host, port: port) }
  }

  /// Makes a connection one with the REST gateway of the provider that was called.
  private static func serve(_ channel: any Channel, behind doors: ProviderDoors) throws {
    let gateway = ProviderGateway(doors.world, try doors.enter(channel, .rest))
    try GetResponder.install(channel) {
      let path = String($0.target.prefix { $0 != "?" })
      if let body = gateway.answer(path, atMillis: doors.clock()) { return HTTPAnswer(body: body) }
      let isTenants = path.hasPrefix("/lease") || path.hasPrefix("/deployment")
      return isTenants
        ? HTTPAnswer(status: 401, body: Array(#"{"message":"unauthorized access"}"#.utf8))
        : HTTPAnswer(status: 404, body: Array(#"{"message":"not found"}"#.utf8))
    }
  }
}
