public import Quantities

/// Why a record is not admitted, or an event not followed, one case per rule.
public enum PayoutRefusal: Error, Hashable, Sendable {
  /// Another attempt is undecided: one per wallet.
  case undecided(batch: Int, signBytes: Digest)
  /// The batch is paid.
  case batchPaid(Int)
  /// The number is neither that of the dead batch nor the next.
  case batchNumber(Int, next: Int)
  /// A replacement pays something else than the batch did.
  case batchAltered(Int)
  /// The sign bytes were prepared before.
  case signBytesKnown(Digest)
  /// The sequence was used, as far as the journal knows.
  case sequenceStale(UInt64, next: UInt64)
  /// The timeout is not within the bounds after the base height.
  case timeoutBounds(Int64, least: Int64, most: Int64)
  /// No output, or nothing to send, or amounts out of bounds.
  case nothingToPay
  /// No attempt has these sign bytes.
  case signBytesUnknown(Digest)
  /// The attempt is decided.
  case decided(Digest)
  /// The transaction is recorded already.
  case transactionKnown(Digest)
  /// Fewer nodes than needed, or one of them twice.
  case nodes(found: Int, needed: Int)
  /// An inclusion outside the heights at which it can be, or with another sequence.
  case inclusionImpossible(height: Int64)
  /// A code that says the opposite of the record, or a sequence that was not used.
  case codeContradicts(UInt32)
  /// Not every block from the base to beyond the timeout was scanned.
  case scanIncomplete(from: Int64, through: Int64)
  /// What used the sequence is no transaction of other sign bytes with that sequence.
  case sequenceNotUsedByOther
  /// What used the sequence is an attempt whose inclusion is not recorded.
  case inclusionUnrecorded(Digest)
  /// A transaction ran that the journal does not know: it may have paid the same payees.
  case unexplained(transaction: Digest)
  /// Too few nodes say which sequence is next, or another one.
  case sequenceUnconfirmed(UInt64)
  /// Too few nodes have committed the base height.
  case baseAhead(Int64)
  /// The node belongs to another chain.
  case otherChain(node: Label, found: Label)
}

extension PayoutRefusal: CustomStringConvertible {
  /// The rule in one sentence.
  public var description: String {
    switch self {
    case .undecided(let batch, let signBytes):
      "batch \(batch) is undecided: its payment \(signBytes) is neither landed nor proven dead"
    case .batchPaid(let batch): "batch \(batch) is paid"
    case .batchNumber(let batch, let next): "batch \(batch) is out of turn; the next is \(next)"
    case .batchAltered(let batch): "batch \(batch) was prepared with other outputs"
    case .signBytesKnown(let signBytes): "the sign bytes \(signBytes) were prepared before"
    case .sequenceStale(let sequence, let next):
      "sequence \(sequence) was used; the next is at least \(next)"
    case .timeoutBounds(let height, let least, let most):
      "timeout height \(height) is not within \(least) and \(most)"
    case .nothingToPay: "the batch sends nothing, or more than can be"
    case .signBytesUnknown(let signBytes): "no attempt has the sign bytes \(signBytes)"
    case .decided(let signBytes): "the payment \(signBytes) is decided"
    case .transactionKnown(let hash): "the transaction \(hash) is recorded"
    case .nodes(let found, let needed): "\(found) nodes say so, \(needed) are needed"
    case .inclusionImpossible(let height): "it cannot have been included at height \(height)"
    case .codeContradicts(let code): "code \(code) is not what the record says"
    case .scanIncomplete(let from, let through):
      "every block from \(from) through \(through) has to be scanned"
    case .sequenceNotUsedByOther: "no other sign bytes used the sequence"
    case .inclusionUnrecorded(let signBytes):
      "the payment \(signBytes) used the sequence, and its inclusion is not recorded"
    case .unexplained(let transaction):
      "the wallet sent the transaction \(transaction), which nothing in the journal explains"
    case .sequenceUnconfirmed(let sequence):
      "too few nodes say that \(sequence) is the next sequence"
    case .baseAhead(let height): "too few nodes have committed height \(height)"
    case .otherChain(let node, let found): "node \(node) is of the chain \(found)"
    }
  }
}
