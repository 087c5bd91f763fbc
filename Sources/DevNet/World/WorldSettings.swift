public import Quantities

/// What a world is made from; equal settings make equal worlds.
public struct WorldSettings: Hashable, Sendable {
  /// The seed of everything drawn.
  public var seed: UInt64
  /// How many providers there are.
  public var providers: Int
  /// The time at which the world begins to be looked at; its chain has a history before.
  public var start: Timestamp
  /// What is wrong, by the provider's position from 0.
  public var defects: [Int: [Defect]]
  /// The second byte of the providers' addresses, `127.N.x.y`.
  public var network: UInt8
  /// The chain's id.
  public var chainID: String

  /// The most providers: one address each in three bytes less the ends.
  public static let limitProviders = 50_000

  /// Takes the settings; there is at least one provider.
  public init(
    seed: UInt64 = 1, providers: Int = 40, start: Timestamp, defects: [Int: [Defect]] = [:],
    network: UInt8 = 88, chainID: String = "akashnet-2"
  ) {
    precondition(
      (1...Self.limitProviders).contains(providers), "A world has providers, and not too many.")
    self.seed = seed
    self.providers = providers
    self.start = start
    self.defects = defects
    self.network = network
    self.chainID = chainID
  }
}
