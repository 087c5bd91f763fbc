extension EligibilityRule {
  /// What the rule makes of a node: of each of its classes, and of their standing together.
  public func assess(_ node: NodeDescription, in catalogue: GPUCatalogue) -> Assessment {
    let groups = node.groups.filter { $0.count > 0 }
    guard !groups.isEmpty else {
      return Assessment(refusals: [.nodeEmpty])
    }
    var parts = groups.map { assess($0.match, in: catalogue) }
    if homogeneousNodes, let mixed = mixture(groups) {
      let isCertain = groups.filter { $0.match.index != nil }.count > 1
      parts.append(
        Assessment(
          refusals: isCertain ? [mixed] : [], doubts: isCertain ? [] : [mixed]))
    }
    if hostMemoryAtLeastGPU, let flag = hostMemory(node, groups, in: catalogue) {
      parts.append(Assessment(notes: [flag]))
    }
    return .joining(parts)
  }

  /// Devices of one class may come in several groups; unknown devices count as one class.
  private func mixture(_ groups: [NodeGroup]) -> EligibilityReason? {
    var kinds: [NodeGroup] = []
    for group in groups {
      if let position = kinds.firstIndex(where: { Self.isSameKind($0.match, group.match) }) {
        let total = kinds[position].count.addingReportingOverflow(group.count)
        kinds[position] = NodeGroup(
          match: kinds[position].match, count: total.overflow ? .max : total.partialValue)
      } else {
        kinds.append(group)
      }
    }
    return kinds.count > 1 ? .nodeMixed(kinds) : nil
  }

  private static func isSameKind(_ left: ClassMatch, _ right: ClassMatch) -> Bool {
    switch (left, right) {
    case (.unknown, .unknown): true
    default: left == right
    }
  }

  /// The flag of O-20; of an ambiguous class the smallest memory counts, so that no node is flagged
  /// that might do.
  private func hostMemory(
    _ node: NodeDescription, _ groups: [NodeGroup], in catalogue: GPUCatalogue
  ) -> EligibilityReason? {
    guard let bytes = node.hostMemoryBytes else { return .hostMemoryUnknown }
    var gpuGB: UInt64 = 0
    for group in groups {
      let smallest = group.match.candidates.map { catalogue[$0].gpuClass.memoryGB }.min() ?? 0
      let (product, productOver) = UInt64(group.count)
        .multipliedReportingOverflow(by: UInt64(smallest))
      let (sum, sumOver) = gpuGB.addingReportingOverflow(product)
      gpuGB = productOver || sumOver ? .max : sum
    }
    let (gpuBytes, overflow) = gpuGB.multipliedReportingOverflow(by: 1 << 30)
    guard overflow || bytes < gpuBytes else { return nil }
    return .hostMemoryBelowGPUMemory(hostGB: bytes >> 30, gpuGB: gpuGB)
  }
}
