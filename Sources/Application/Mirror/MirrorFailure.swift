public import Journal
public import Program
public import Quantities

/// Why a published log was not copied.
public enum MirrorFailure: Error, Sendable {
  /// The log gives no answer.
  case source(LogSourceFailure)
  /// Its checkpoint is none, or a line under it does not hold.
  case checkpoint(String)
  /// Its tiles or bundles are not those of its checkpoint.
  case tiles(TileRefusal)
  /// An entry cannot stand.
  case entries(JournalFailure)
  /// It is the record of another program than the one asked for.
  case programOther(expected: Digest, found: Digest?)
  /// The checkpoint is not signed by the operator that its own entries name for its size.
  ///
  /// `former`: the operator before, whose key did sign; it has no say over trees of that size.
  case notByOperator(SignedCheckpoint, former: OperatorRoll.Term?)
  /// It does not continue what was copied before: two histories of one log.
  case forked(kept: SignedCheckpoint, offered: SignedCheckpoint, former: OperatorRoll.Term?)
  /// It is longer than the caller takes.
  case tooLong(VerifyLimits)
  /// A blob could not be read or kept.
  case blob(Digest, BlobFailure)
  /// The copy is not what its own checkpoint says.
  case damaged(String)
  /// The copy cannot be read.
  case copy(LogSourceFailure)
  /// The copy cannot be written.
  case unwritten(String)

  /// The stable code.
  public var code: String {
    switch self {
    case .source: "mirror-source"
    case .checkpoint: "mirror-checkpoint"
    case .tiles(let refusal): refusal.code
    case .entries: "mirror-entries"
    case .programOther: "program-other"
    case .notByOperator: "mirror-not-by-operator"
    case .forked: "mirror-forked"
    case .tooLong: "mirror-limit"
    case .blob: "mirror-blob"
    case .damaged: "mirror-damaged"
    case .copy, .unwritten: "mirror-unavailable"
    }
  }

  /// Two checkpoints that contradict each other, to be kept as evidence.
  public var evidence: (kept: SignedCheckpoint?, offered: SignedCheckpoint)? {
    switch self {
    case .forked(let kept, let offered, _): (kept, offered)
    case .notByOperator(let offered, _): (nil, offered)
    default: nil
    }
  }
}
