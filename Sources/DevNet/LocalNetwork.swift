import NIOCore
import ProviderTLS
import Quantities

/// A world that is served on loopback: each provider at an address of its own on the usual ports,
/// and one node of the chain.
public final class LocalNetwork: Sendable {
  /// The world.
  public let world: World
  /// The chain's REST address.
  public let chainAddress: String
  private let channels: [any Channel]

  /// Where things listen.
  public struct Ports: Hashable, Sendable {
    /// The chain's, at 127.0.0.1; 0 takes any that is free.
    public var chain: Int
    /// The providers' REST gateways'.
    public var rest: Int
    /// The providers' status messages'.
    public var message: Int

    /// Takes the ports; the providers' usual ones where nobody says.
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
    _ world: World, ports: Ports = Ports(), clock: @escaping @Sendable () -> Int64
  ) async throws {
    self.world = world
    let gateway = ChainGateway(world)
    var channels: [any Channel] = []
    do {
      let chain = try await HTTPListener.bind(host: "127.0.0.1", port: ports.chain, tls: nil) {
        let answer = gateway.answer($0.target, heightText: $0.height, atMillis: clock())
        return HTTPAnswer(status: answer.status, body: answer.body)
      }
      channels.append(chain.channel)
      chainAddress = "http://127.0.0.1:\(chain.port)"
      for plan in world.providers where plan.listens {
        try await Self.serve(plan, of: world, ports, clock, &channels)
      }
    } catch {
      for channel in channels { try? await channel.close() }
      throw error
    }
    self.channels = channels
  }

  /// Ends all listening.
  public func close() async {
    for channel in channels { try? await channel.close() }
  }

  private static func serve(
    _ plan: ProviderPlan, of world: World, _ ports: Ports,
    _ clock: @escaping @Sendable () -> Int64, _ channels: inout [any Channel]
  ) async throws {
    let gateway = ProviderGateway(world, plan)
    let identity = world.presentedIdentity(of: plan)
    let drips = plan.has(.slowDrip)
    let isOpen: @Sendable () -> Bool = {
      world.isReachable(plan, at: (try? Timestamp(seconds: clock() / 1_000)) ?? .earliest)
    }
    // The gateway asks for a client's certificate, as the network's does for tenants.
    let rest = try TLSContext(
      serverFor: .http1, certificate: identity.certificate, privateKey: identity.privateKey,
      asksForClient: true)
    channels.append(
      try await HTTPListener.bind(host: plan.host, port: ports.rest, tls: rest, isOpen: isOpen) {
        let path = String($0.target.prefix { $0 != "?" })
        guard let body = gateway.answer(path, atMillis: clock()) else {
          let isTenants = path.hasPrefix("/lease") || path.hasPrefix("/deployment")
          return isTenants
            ? HTTPAnswer(status: 401, body: Array(#"{"message":"unauthorized access"}"#.utf8))
            : HTTPAnswer(status: 404, body: Array(#"{"message":"not found"}"#.utf8))
        }
        return HTTPAnswer(body: body, drips: drips)
      }.channel)
    guard !plan.has(.oldRelease) else { return }
    let message = try TLSContext(
      serverFor: .http2, certificate: identity.certificate, privateKey: identity.privateKey,
      asksForClient: false)
    channels.append(
      try await CallListener.bind(
        host: plan.host, port: ports.message, tls: message, isOpen: isOpen
      ) { path in
        guard path == "/akash.provider.v1.ProviderRPC/GetStatus" else {
          return .failure(code: 12, "unknown method")
        }
        return .message(gateway.statusMessage(atMillis: clock()), drips: drips)
      }.channel)
  }
}
