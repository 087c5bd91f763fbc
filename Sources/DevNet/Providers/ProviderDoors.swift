import NIOCore
import ProviderTLS
import Quantities
import Synchronization

/// What answers at the providers' addresses. A provider is told by the address that was called, so
/// that one listener can serve them all, and nothing that a caller says makes it another.
final class ProviderDoors: Sendable {
  /// What is spoken behind a door.
  enum Kind: Hashable, Sendable {
    /// The REST gateway.
    case rest
    /// The status messages.
    case message
  }

  /// There is nobody at that address, or not now.
  struct NobodyThere: Error {}

  let world: World
  let clock: @Sendable () -> Int64
  private let positions: [String: Int]
  private let rest: TLSContext
  private let message: TLSContext
  /// Made when first shown: thousands of keys and signatures take a while.
  private let identities = Mutex<[Int: TLSIdentity]>([:])

  init(_ world: World, clock: @escaping @Sendable () -> Int64) throws {
    self.world = world
    self.clock = clock
    positions = Dictionary(
      uniqueKeysWithValues: world.providers.filter(\.listens).map { ($0.host, $0.position) })
    // The gateway asks for a client's certificate, as the network's does for tenants.
    rest = try TLSContext(serverFor: .http1, asksForClient: true)
    message = try TLSContext(serverFor: .http2)
  }

  /// The provider at an address, where one listens.
  func provider(at host: String) -> ProviderPlan? {
    positions[host].map { world.providers[$0] }
  }

  /// Makes a connection one with the provider that was called, up to what is said in the clear.
  @discardableResult
  func enter(_ channel: any Channel, _ kind: Kind) throws -> ProviderPlan {
    let now = (try? Timestamp(seconds: clock() / 1_000)) ?? .earliest
    guard let plan = channel.localAddress?.ipAddress.flatMap(provider(at:)),
      kind == .rest || !plan.has(.oldRelease), world.isReachable(plan, at: now)
    else {
      // grpc-swift's listener leaves a connection standing that it could not make its own.
      channel.close(promise: nil)
      throw NobodyThere()
    }
    let pipeline = channel.pipeline.syncOperations
    let context = kind == .rest ? rest : message
    try pipeline.addHandler(try TLSHandler(context, serving: identity(of: plan)))
    if plan.has(.slowDrip) { try pipeline.addHandler(SlowMouth()) }
    return plan
  }

  private func identity(of plan: ProviderPlan) -> TLSIdentity {
    if let known = identities.withLock({ $0[plan.position] }) { return known }
    let made = world.presentedIdentity(of: plan)
    let identity = TLSIdentity(certificate: made.certificate, privateKey: made.privateKey)
    identities.withLock { $0[plan.position] = identity }
    return identity
  }
}
