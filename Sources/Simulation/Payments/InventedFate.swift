import Payouts
import Quantities

/// What became of a prepared payment on a chain that is made up, as records for the journal.
struct InventedFate {
  private let attempt: PayoutAttempt
  private let height: Int64
  private var chance: SplitMix64

  /// Of an undecided attempt, at a height.
  init(_ attempt: PayoutAttempt, height: Int64, _ chance: SplitMix64) {
    self.attempt = attempt
    self.height = height
    self.chance = chance
  }

  /// Signatures, then an end; some of it with too few nodes or twice, which the journal refuses.
  mutating func records(nodes needed: Int) -> [PayoutRecord] {
    let prepared = attempt.prepared
    var records: [PayoutRecord] = []
    var known = attempt.transactions
    for _ in 0..<chance.pick([0, 1, 1, 1, 2]) {
      let transaction = Invented.digest(
        "payment", "\(prepared.signBytes) \(known.count) \(chance.below(3))")
      known.append(transaction)
      records.append(.signed(signBytes: prepared.signBytes, transaction: transaction))
    }
    guard chance.chance(percent: 85) else { return records }
    let nodes = (0..<needed).map { Label(known: "node-\($0 + 1)") }
    let witnesses = chance.chance(percent: 10) ? Array(nodes.dropLast()) : nodes
    if let end = end(known.last, nodes: witnesses) {
      records.append(end)
      if chance.chance(percent: 15) { records.append(end) }
    }
    return records
  }

  private mutating func end(_ transaction: Digest?, nodes: [Label]) -> PayoutRecord? {
    let prepared = attempt.prepared
    let latest = min(prepared.timeoutHeight, height)
    guard latest > prepared.baseHeight else { return nil }
    let block = chance.number(in: prepared.baseHeight + 1...latest)
    let draw = chance.number(in: 0...99)
    if let transaction, draw < 75 {
      let included = IncludedTransaction(
        signBytes: prepared.signBytes, transaction: transaction, sequence: prepared.sequence,
        code: draw < 60 ? 0 : UInt32(chance.pick([5, 11])), usedSequence: true, height: block)
      return draw < 60 ? .confirmed(included, nodes: nodes) : .failed(included, nodes: nodes)
    }
    if draw < 90 {
      guard height > prepared.timeoutHeight else { return nil }
      return .expired(
        signBytes: prepared.signBytes,
        .timeout(scanned: prepared.baseHeight + 1...prepared.timeoutHeight + 1), nodes: nodes)
    }
    let other = IncludedTransaction(
      signBytes: Invented.digest("other sign bytes", "\(prepared.signBytes)"),
      transaction: Invented.digest("other payment", "\(prepared.signBytes)"),
      sequence: prepared.sequence, code: 5, usedSequence: true, height: block)
    return .expired(signBytes: prepared.signBytes, .sequenceUsed(by: other), nodes: nodes)
  }
}
