public import Journal
public import Program

/// Why a journal cannot be read or added to.
public enum JournalFailure: Error, Sendable {
  /// The store did not do what it was asked.
  case store(JournalStoreFailure)
  /// A blob that the rules need is not there, or the program's rules cannot be read.
  case program(ProgramFailure)
  /// A leaf is not what a leaf is, or a signature in it does not hold; counted from 0.
  case leaf(index: Int64, LeafFault)
  /// An entry breaks a rule of admission; counted from 0.
  case entry(index: Int64, Rejection)
  /// The tree of the tiles is not that of the checkpoint.
  case tree(String)
  /// There is no checkpoint, or it is none, or not by the log's key.
  case checkpoint(String)
  /// The key at hand is not the log's: the log's own as the program states it.
  case logKeyOther(expected: String)
}

/// What is wrong with one leaf's bytes.
public enum LeafFault: Error, Hashable, Sendable {
  /// The bytes are no leaf.
  case leaf(LeafRefusal)
  /// A signature does not hold.
  case signature(EnvelopeRefusal)
  /// The payload has no right shape.
  case payload(Rejection)

  /// The stable code of the rule that was broken.
  public var code: String {
    switch self {
    case .leaf(let refusal): refusal.code
    case .signature(let refusal): refusal.code
    case .payload(let rejection): rejection.rule.rawValue
    }
  }
}
