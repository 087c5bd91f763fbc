/// Everything that happens outside the program: providers, observers, leases, proofs and prices.
public struct WorldScript: Sendable {
  /// The observers; others name them by position.
  public var observers: [ObserverScript] = []
  /// The providers; others name them by position.
  public var providers: [ProviderScript] = []
  /// Leases and bids.
  public var leases: [LeaseScript] = []
  /// Devices that proved themselves.
  public var proofs: [ProofScript] = []
  /// The AKT price; nil: nobody asks.
  public var prices: PriceScript?

  /// An empty world.
  public init() {}

  /// The provider of a name; a script names only its own.
  public func provider(_ name: String) -> Int {
    guard let position = providers.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("A script names only providers of its world: \(name)")
    }
    return position
  }
}
