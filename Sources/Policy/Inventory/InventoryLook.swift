/// What is counted on a node.
public enum InventoryResource: String, Hashable, Sendable, CaseIterable {
  /// Logical cores.
  case cpu
  /// Host memory in bytes.
  case memory
  /// GPUs.
  case gpu
}

/// One resource of a node as reported: quantities as written, nil where the report has none.
public struct ResourceLook: Hashable, Sendable {
  /// What is built in.
  public let capacity: String?
  /// What can be leased, leased or not.
  public let allocatable: String?
  /// What is leased.
  public let allocated: String?

  /// Wraps the three texts.
  public init(capacity: String? = nil, allocatable: String?, allocated: String?) {
    self.capacity = capacity
    self.allocatable = allocatable
    self.allocated = allocated
  }
}

/// One look at one node.
public struct InventoryLook: Hashable, Sendable {
  /// The node's name as reported.
  public let node: String
  /// Logical cores.
  public let cpu: ResourceLook
  /// Host memory in bytes.
  public let memory: ResourceLook
  /// GPUs.
  public let gpu: ResourceLook
  /// One entry per physical card; nil where the report says null (O-45).
  public let cards: [DeviceDescriptor]?

  /// Wraps what was seen.
  public init(
    node: String, cpu: ResourceLook, memory: ResourceLook, gpu: ResourceLook,
    cards: [DeviceDescriptor]?
  ) {
    self.node = node
    self.cpu = cpu
    self.memory = memory
    self.gpu = gpu
    self.cards = cards
  }
}
