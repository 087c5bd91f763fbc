/// What is believed of a node: the newest plausible value of each field.
///
/// An impossible or missing value never overwrites an earlier good one (O-44, O-45).
public struct LastGoodInventory: Hashable, Sendable {
  /// Leasable thousandths of a core, nil where no plausible value was seen yet.
  public private(set) var cpuMilli: UInt64?
  /// Leasable bytes of host memory.
  public private(set) var memoryBytes: UInt64?
  /// Leasable GPUs.
  public private(set) var gpus: UInt64?
  /// Leasable GPUs by class.
  public private(set) var groups: [NodeGroup]?

  /// Nothing seen yet.
  public init() {}

  /// Takes what is plausible in a newer verdict.
  public mutating func take(_ verdict: InventoryVerdict) {
    cpuMilli = verdict.cpu.allocatable.amount ?? cpuMilli
    memoryBytes = verdict.memory.allocatable.amount ?? memoryBytes
    guard !verdict.gpu.isQuarantined else { return }
    guard let groups = verdict.cards.groups else { return }
    gpus = verdict.gpu.allocatable.amount ?? gpus
    self.groups = groups
  }
}
