/// One resource of a node after the check.
public struct ResourceVerdict: Hashable, Sendable {
  /// What is built in.
  public let capacity: FieldVerdict
  /// What can be leased, leased or not.
  public let allocatable: FieldVerdict
  /// What is leased.
  public let allocated: FieldVerdict

  /// Whether any of the three was impossible.
  public var isQuarantined: Bool {
    capacity.isQuarantined || allocatable.isQuarantined || allocated.isQuarantined
  }
}

/// The GPUs of a node by class after the check.
public enum CardsVerdict: Hashable, Sendable {
  /// The leasable GPUs by class; what the report does not describe stands as unknown.
  case counted([NodeGroup])
  /// The report does not say which there are (O-45).
  case unknown
  /// Counts or cards were impossible.
  case quarantined

  /// The groups where they are counted.
  public var groups: [NodeGroup]? {
    if case .counted(let groups) = self { groups } else { nil }
  }
}

/// What a node's report means after the check; findings say what the provider should be told.
public struct InventoryVerdict: Hashable, Sendable {
  /// The node's name as reported, cut and made printable.
  public let node: String
  /// Thousandths of a core.
  public let cpu: ResourceVerdict
  /// Bytes of host memory.
  public let memory: ResourceVerdict
  /// GPUs.
  public let gpu: ResourceVerdict
  /// GPUs by class.
  public let cards: CardsVerdict
  /// What the provider should be told, in the order of the fields.
  public let findings: [InventoryFinding]

  /// The node as eligibility sees it, or nil where its GPUs are not known.
  public var description: NodeDescription? {
    guard let groups = cards.groups else { return nil }
    let memory = self.memory.capacity.amount ?? self.memory.allocatable.amount
    return NodeDescription(groups: groups, hostMemoryBytes: memory)
  }
}
