public import Quantities

/// What the journal says of payouts; each is admitted by what stands before it.
public enum PayoutRecord: Hashable, Sendable {
  /// An attempt is about to be signed.
  case prepared(PreparedPayout)
  /// A signed transaction of these sign bytes is stored.
  case signed(signBytes: Digest, transaction: Digest)
  /// It is included, and the payees are paid.
  case confirmed(IncludedTransaction, nodes: [Label])
  /// It is included and failed: the fee is spent, the sequence used, nobody paid.
  case failed(IncludedTransaction, nodes: [Label])
  /// It can never be included.
  case expired(signBytes: Digest, NonInclusion, nodes: [Label])
  /// The journal says what a transaction of the wallet was that no payment of its own is.
  case explained(transaction: Digest)

  /// The payment that it is about; nil for one outside.
  public var signBytes: Digest? {
    switch self {
    case .explained: nil
    case .prepared(let attempt): attempt.signBytes
    case .signed(let signBytes, _), .expired(let signBytes, _, _): signBytes
    case .confirmed(let included, _), .failed(let included, _): included.signBytes
    }
  }
}
