/// What was taken and stands in no block yet, in the order of its coming.
struct Mempool: Sendable {
  /// A transaction that waits.
  struct Waiting: Sendable {
    let transaction: SignedTransaction
    /// The first block that may have it.
    let fromHeight: Int64
  }

  /// How many wait at most.
  static let limit = 5_000

  private(set) var waiting: [Waiting] = []
  /// The hashes of what waits and of what succeeded: neither is taken again.
  private var known: Set<String> = []

  var isEmpty: Bool { waiting.isEmpty }

  func knows(_ hash: String) -> Bool { known.contains(hash) }

  mutating func add(_ transaction: SignedTransaction, fromHeight: Int64) {
    waiting.append(Waiting(transaction: transaction, fromHeight: fromHeight))
    known.insert(transaction.hash)
  }

  /// Takes out what a block may have.
  mutating func take(for height: Int64) -> [SignedTransaction] {
    let due = waiting.filter { $0.fromHeight <= height }.map(\.transaction)
    waiting.removeAll { $0.fromHeight <= height }
    return due
  }

  /// What failed may be sent again.
  mutating func release(_ hash: String) { known.remove(hash) }

  /// Keeps what still passes; the rest is forgotten.
  mutating func keep(_ passes: (SignedTransaction) -> Bool) {
    for one in waiting where !passes(one.transaction) { known.remove(one.transaction.hash) }
    waiting.removeAll { !known.contains($0.transaction.hash) }
  }
}
