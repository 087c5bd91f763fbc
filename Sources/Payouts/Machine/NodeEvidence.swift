import Quantities

/// What one node has shown so far; one that contradicts itself, or what chains do, counts no more.
struct NodeEvidence: Hashable, Sendable {
  private(set) var committed: Int64 = 0
  /// The sequence that it named, and after which block.
  private(set) var sequence: NamedSequence?
  private(set) var scanned = HeightRanges()
  /// The wallet's transactions that it showed, in blocks or alone.
  private(set) var seen: [IncludedTransaction] = []
  /// Whether it contradicted itself.
  private(set) var isStruck = false

  mutating func take(_ fact: NodeReport.Fact) {
    switch fact {
    case .height(let height): committed = max(committed, height)
    case .block(let height, let transactions): takeBlock(height, transactions)
    case .found(let transaction):
      // A block is final: what was not in it when it was shown is not in it now.
      if scanned.contains(transaction.height), !seen.contains(transaction) { isStruck = true }
      note(transaction)
    case .notFound: break
    case .sequence(let next, let height):
      committed = max(committed, height)
      if height >= sequence?.height ?? 0 { sequence = NamedSequence(next: next, height: height) }
    }
  }

  private mutating func takeBlock(_ height: Int64, _ transactions: [IncludedTransaction]) {
    let before = seen.filter { $0.height == height }
    let isKnown = scanned.contains(height)
    if transactions.contains(where: { $0.height != height })
      || before.contains(where: { !transactions.contains($0) })
      || (isKnown && before.count != transactions.count)
    {
      isStruck = true
    }
    committed = max(committed, height)
    scanned.insert(height)
    transactions.forEach { note($0) }
  }

  private mutating func note(_ transaction: IncludedTransaction) {
    committed = max(committed, transaction.height)
    // What ran used its sequence: a node that denies it has not told everything, and its word is
    // no proof of anything.
    if transaction.code == 0, !transaction.usedSequence { isStruck = true }
    if !seen.contains(transaction) { seen.append(transaction) }
  }

  mutating func forget(through height: Int64) {
    scanned.forget(below: height + 1)
    seen.removeAll { $0.height <= height }
  }
}

/// The sequence that an account uses next, after the block of a height.
struct NamedSequence: Hashable, Sendable {
  let next: UInt64
  let height: Int64
}
