import Quantities

/// What the nodes of the wallet's chain have shown, and what enough of them agree on.
///
/// With at most one liar, any two that agree hold an honest one.
struct ChainEvidence: Hashable, Sendable {
  private(set) var nodes = SortedMap<Label, NodeEvidence>()

  /// Takes a report in; true where the node has just contradicted itself.
  mutating func take(_ report: NodeReport) -> Bool {
    let wasStruck = nodes[report.node]?.isStruck ?? false
    nodes[report.node, default: NodeEvidence()].take(report.fact)
    return !wasStruck && (nodes[report.node]?.isStruck ?? false)
  }

  mutating func forget(through height: Int64) {
    nodes = nodes.mapValues { node in
      var node = node
      node.forget(through: height)
      return node
    }
  }

  /// The same without the nodes that show a transaction of some kind.
  func withoutNodes(
    that show: (IncludedTransaction) -> Bool
  ) -> ChainEvidence {
    var evidence = self
    for (name, node) in nodes where node.seen.contains(where: show) {
      evidence.nodes.removeValue(forKey: name)
    }
    return evidence
  }

  private var believed: [(name: Label, node: NodeEvidence)] {
    nodes.filter { !$0.value.isStruck }.map { (name: $0.key, node: $0.value) }
  }

  /// The height that so many nodes have committed; nil where there are fewer.
  func height(agreedBy needed: Int) -> Int64? {
    let heights = believed.map(\.node.committed).sorted(by: >)
    return heights.count >= needed ? heights[needed - 1] : nil
  }

  /// Whether so many nodes name this sequence as the next at a height or later.
  ///
  /// What they named before may have been used since, by bytes that are already on their way.
  func isNext(_ sequence: UInt64, at height: Int64, agreedBy needed: Int) -> Bool {
    believed.count { _, node in
      node.sequence.map { $0.next == sequence && $0.height >= height } ?? false
    } >= needed
  }

  /// A transaction that so many nodes show alike.
  func included(
    agreedBy needed: Int, where isMeant: (IncludedTransaction) -> Bool
  ) -> (IncludedTransaction, nodes: [Label])? {
    let believed = believed
    for (_, node) in believed {
      for transaction in node.seen where isMeant(transaction) {
        let names = believed.filter { $0.node.seen.contains(transaction) }.map(\.name)
        if names.count >= needed { return (transaction, names) }
      }
    }
    return nil
  }

  /// The nodes that showed every block of a range, and no execution of these sign bytes.
  func nodesWithout(_ signBytes: Digest, in range: ClosedRange<Int64>) -> [Label] {
    believed.filter { _, node in
      node.scanned.contains(range)
        && !node.seen.contains { $0.signBytes == signBytes && $0.usedSequence }
    }.map(\.name)
  }

  /// What each node has yet to show of a range.
  func gaps(in range: ClosedRange<Int64>, limit: Int64) -> [(Label, ClosedRange<Int64>)] {
    believed.compactMap { name, node in
      let end = min(range.upperBound, node.committed)
      guard end >= range.lowerBound else { return nil }
      return node.scanned.firstGap(in: range.lowerBound...end, limit: limit).map { (name, $0) }
    }
  }
}
