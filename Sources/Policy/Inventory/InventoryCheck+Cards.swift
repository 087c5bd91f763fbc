extension InventoryCheck {
  /// The leasable GPUs by class.
  ///
  /// A null list is unknown, whatever the count says (O-45). Cards that are counted and not
  /// described are of unknown class. Where more are described than can be leased, nobody knows
  /// which are out: each class keeps what it has at least, and the rest are of unknown class.
  func cards(
    _ cards: [DeviceDescriptor]?, _ gpu: ResourceVerdict, _ findings: inout [InventoryFinding]
  ) -> CardsVerdict {
    guard !gpu.isQuarantined else { return .quarantined }
    guard let cards else {
      findings.append(.cardsNull)
      return .unknown
    }
    guard cards.count <= Int(clamping: limits.gpusPerNode) else {
      let fault = InventoryFault.tooManyCards(cards.count)
      findings.append(.quarantined(.gpu, field: .capacity, fault, raw: "\(cards.count) cards"))
      return .quarantined
    }
    guard let counted = gpu.allocatable.amount else { return .unknown }
    var groups = groups(cards, &findings)
    let described = UInt64(cards.count)
    if described < counted {
      findings.append(.cardsNotDescribed(counted: counted, described: cards.count))
      groups.append(
        NodeGroup(match: .unknown(.notDescribed), count: Int(clamping: counted - described)))
    } else if described > counted {
      findings.append(.cardsOutOfService(counted: counted, described: cards.count))
      groups = atLeast(groups, outOfService: Int(clamping: described - counted), counted)
    }
    return .counted(groups)
  }

  private func groups(
    _ cards: [DeviceDescriptor], _ findings: inout [InventoryFinding]
  ) -> [NodeGroup] {
    var groups: [NodeGroup] = []
    for card in cards {
      let resolution = catalogue.resolve(card)
      if resolution.match.index == nil { findings.append(.card(card, resolution.match)) }
      findings += resolution.findings.map { .device(card, $0) }
      if let position = groups.firstIndex(where: { $0.match == resolution.match }) {
        groups[position] = NodeGroup(match: resolution.match, count: groups[position].count + 1)
      } else {
        groups.append(NodeGroup(match: resolution.match, count: 1))
      }
    }
    return groups
  }

  private func atLeast(
    _ groups: [NodeGroup], outOfService missing: Int, _ counted: UInt64
  ) -> [NodeGroup] {
    var kept = groups.map { NodeGroup(match: $0.match, count: $0.count - missing) }
      .filter { $0.count > 0 }
    let rest = Int(clamping: counted) - kept.reduce(0) { $0 + $1.count }
    if rest > 0 { kept.append(NodeGroup(match: .unknown(.notDescribed), count: rest)) }
    return kept
  }
}
