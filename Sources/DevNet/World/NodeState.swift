/// What a node shows at a height: what it has, what of it is taken, and its cards.
public struct NodeState: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// The thousandths of a core that it has, and that are taken.
  public let milliCores: (total: UInt64, taken: UInt64)
  /// The bytes of memory that it has, and that are taken.
  public let memoryBytes: (total: UInt64, taken: UInt64)
  /// The bytes of storage that it has, and that are taken.
  public let storageBytes: (total: UInt64, taken: UInt64)
  /// The GPUs that it says it has, and that are taken.
  public let gpus: (total: UInt64, taken: UInt64)
  /// The kind of each card that it lists; nil in the place of one that it cannot name.
  public let cards: [CardKind?]

  /// Equal in everything shown.
  public static func == (left: NodeState, right: NodeState) -> Bool {
    left.name == right.name && left.milliCores == right.milliCores
      && left.memoryBytes == right.memoryBytes && left.storageBytes == right.storageBytes
      && left.gpus == right.gpus && left.cards == right.cards
  }

  /// By the name alone.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// What a provider shows at a height.
public struct ProviderState: Hashable, Sendable {
  /// Its nodes.
  public let nodes: [NodeState]
  /// The leases that run.
  public let leases: Int
  /// The height that it tells of.
  public let height: Int64
}

extension World {
  /// What a provider shows at a height, with its defects.
  public func state(of plan: ProviderPlan, at height: Int64) -> ProviderState {
    let told = statusHeight(plan, at: height)
    // Who shows another's cards shows them as that one's tenants leave them.
    let real = plan.mirrors.map { providers[$0] } ?? plan
    var leases = 0
    let nodes = plan.nodes.enumerated().map { position, node in
      let held = real.nodes[position].lanes.filter { holder(of: $0, at: told) != nil }
      leases += held.count
      return state(of: node, plan, held, isFirst: position == 0)
    }
    return ProviderState(nodes: nodes, leases: leases, height: told)
  }

  private func state(
    of node: NodePlan, _ plan: ProviderPlan, _ held: [Lane], isFirst: Bool
  ) -> NodeState {
    var total = UInt64(node.shownGPUs)
    if plan.has(.underflow), isFirst, node.card != nil { total = .max }
    var cards: [CardKind?] = node.card.map { Array(repeating: $0, count: node.shownGPUs) } ?? []
    if plan.has(.nullInfo) { cards = [] }
    if plan.has(.missingModel) { cards = cards.map { _ in nil } }
    return NodeState(
      name: node.name,
      milliCores: (node.cores * 1_000, 500 + held.reduce(0) { $0 + $1.milliCores }),
      memoryBytes: (node.memoryBytes, (1 << 30) + held.reduce(0) { $0 + $1.memoryBytes }),
      storageBytes: (node.storageBytes, held.reduce(0) { $0 + $1.storageBytes }),
      gpus: (total, UInt64(held.reduce(0) { $0 + $1.gpus })), cards: cards)
  }
}
