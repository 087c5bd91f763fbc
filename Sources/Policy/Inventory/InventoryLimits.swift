/// What one node can have; more is an error of the report and not a large node.
public struct InventoryLimits: Hashable, Sendable {
  /// The most GPUs on a node: the largest servers sold hold 16 cards.
  public var gpusPerNode: UInt64
  /// The most logical cores: two sockets of the largest processors have 768 threads.
  public var cores: UInt64
  /// The most host memory in bytes: the largest two-socket servers take 16 TiB, four times which is
  /// allowed.
  public var memoryBytes: UInt64

  /// The limits that every tally uses, unless said otherwise.
  public init(
    gpusPerNode: UInt64 = 16, cores: UInt64 = 1_024, memoryBytes: UInt64 = 64 << 40
  ) {
    self.gpusPerNode = gpusPerNode
    self.cores = cores
    self.memoryBytes = memoryBytes
  }

  /// The limits of a resource, in whole units of it.
  func limit(_ resource: InventoryResource) -> UInt64 {
    switch resource {
    case .cpu: cores
    case .memory: memoryBytes
    case .gpu: gpusPerNode
    }
  }
}
