import Quantities

/// Draws the providers of a world one after another.
struct ProviderMaker {
  let settings: WorldSettings
  let chance: WorldChance
  let owners: [Address]
  private(set) var lanes: [Lane] = []
  private var made: [ProviderPlan] = []

  init(settings: WorldSettings, chance: WorldChance, owners: [Address]) {
    self.settings = settings
    self.chance = chance
    self.owners = owners
  }

  /// The address of a position: each provider has one of its own, so that all have the usual ports.
  private func host(_ position: Int) -> String {
    "127.\(settings.network).\(position / 250).\(position % 250 + 1)"
  }

  /// Another provider: the one before, or for the first the one behind.
  private func neighbour(_ position: Int) -> Int {
    position > 0 ? position - 1 : min(1, settings.providers - 1)
  }

  mutating func make(_ position: Int) -> ProviderPlan {
    let defects = Defect.allCases.filter { settings.defects[position]?.contains($0) == true }
    let number = UInt64(position)
    let isOld = defects.contains(.oldRelease)
    // The cards of the one before exist already when these are made; the first has none before it.
    let mirrors =
      defects.contains(.oneGPUTwoOwners) && position > 0
      ? made[position - 1].mirrors ?? position - 1 : nil
    let shape: ProviderPlan.RestShape =
      isOld ? .flat : chance.below(5, .version, number) == 0 ? .wrapped : .current
    let nodes =
      mirrors.map { Self.shown(made[$0].nodes) } ?? nodes(position, defects)
    let plan = ProviderPlan(
      position: position, owner: owners[position], host: host(position),
      registeredHost: host(defects.contains(.sharedHost) ? neighbour(position) : position),
      version: isOld ? "v0.4.8" : "v0.\(14 + chance.below(3, .version, number, 1)).2",
      shape: shape, nodes: nodes, mirrors: mirrors, defects: defects)
    made.append(plan)
    return plan
  }

  /// The same machines with no lease of their own.
  private static func shown(_ nodes: [NodePlan]) -> [NodePlan] {
    nodes.map { node in
      NodePlan(
        name: node.name, cores: node.cores, memoryBytes: node.memoryBytes,
        storageBytes: node.storageBytes, card: node.card, gpus: 0, shownGPUs: node.shownGPUs,
        lanes: [])
    }
  }

  private mutating func nodes(_ position: Int, _ defects: [Defect]) -> [NodePlan] {
    let number = UInt64(position)
    let card = CardKind.all[Int(chance.below(UInt64(CardKind.all.count), .card, number))]
    let isInflated = defects.contains(.inflatedCounts)
    let gpus = isInflated ? 1 : [1, 2, 4, 8][Int(chance.below(4, .nodes, number))]
    let count = 1 + Int(chance.below(3, .nodes, number, 1))
    var nodes = (0..<count).map { index in
      NodePlan(
        name: "gpu-\(index + 1)", cores: 32 + 8 * UInt64(gpus) * 2,
        memoryBytes: (128 + 128 * UInt64(gpus)) << 30,
        storageBytes: (1_024 + 256 * UInt64(gpus)) << 30, card: card, gpus: gpus,
        shownGPUs: isInflated ? 8 : gpus,
        lanes: pieces(gpus).map { lane(position, index, $0) })
    }
    nodes.append(
      NodePlan(
        name: "cpu-1", cores: 64, memoryBytes: 256 << 30, storageBytes: 2_048 << 30, card: nil,
        gpus: 0, shownGPUs: 0, lanes: [0, 0].map { lane(position, count, $0) }))
    return nodes
  }

  /// In what pieces a node's GPUs are leased.
  private func pieces(_ gpus: Int) -> [Int] {
    switch gpus {
    case 8: [4, 2, 1, 1]
    case 4: [2, 1, 1]
    case 2: [1, 1]
    default: [1]
    }
  }

  private mutating func lane(_ position: Int, _ node: Int, _ gpus: Int) -> Lane {
    let lane = Lane(number: lanes.count, provider: position, node: node, gpus: gpus)
    lanes.append(lane)
    return lane
  }
}
