public import Quantities

/// What happens to the machine.
public enum PayoutEvent: Hashable, Sendable {
  /// It was started, perhaps after a crash; the journal's records were given again.
  case start
  /// Somebody made sign bytes for a batch.
  case prepare(PreparedPayout)
  /// A record stands in the journal, whoever wrote it.
  case appended(PayoutRecord)
  /// The journal refused a record that was asked for.
  case appendRefused(PayoutRecord)
  /// The signatures of a transaction are together.
  case signed(signBytes: Digest, transaction: Digest)
  /// Its bytes are stored, now or before a crash.
  case stored(signBytes: Digest, transaction: Digest)
  /// An answer to sending, or none.
  case broadcast(signBytes: Digest, node: Label, BroadcastAnswer)
  /// A node said something.
  case report(NodeReport)
  /// Time passed.
  case tick
}
