/// One machine of a provider: what is there, and in what pieces it is leased.
public struct NodePlan: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Its cores.
  public let cores: UInt64
  /// Its memory in bytes.
  public let memoryBytes: UInt64
  /// Its ephemeral storage in bytes.
  public let storageBytes: UInt64
  /// The kind of its GPUs; nil where it has none.
  public let card: CardKind?
  /// How many GPUs are there.
  public let gpus: Int
  /// How many GPUs it shows.
  public let shownGPUs: Int
  /// The pieces in which it is leased.
  public let lanes: [Lane]
}

/// A piece of a node that one lease after another takes.
public struct Lane: Hashable, Sendable {
  /// Its number among all lanes of the world.
  public let number: Int
  /// The position of its provider.
  public let provider: Int
  /// The position of its node.
  public let node: Int
  /// The GPUs that its leases take.
  public let gpus: Int

  /// The thousandths of a core that its leases take.
  public var milliCores: UInt64 { gpus == 0 ? 2_000 : 8_000 * UInt64(gpus) }
  /// The bytes of memory that its leases take.
  public var memoryBytes: UInt64 { (gpus == 0 ? 4 : 64 * UInt64(gpus)) << 30 }
  /// The bytes of storage that its leases take.
  public var storageBytes: UInt64 { (gpus == 0 ? 20 : 100 * UInt64(gpus)) << 30 }
}
