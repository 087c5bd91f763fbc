public import Quantities

/// What the machine wants done; each may be done twice, late, or be lost in a crash.
public enum PayoutAction: Hashable, Sendable {
  /// Append a record to the journal.
  case append(PayoutRecord)
  /// Show the sign bytes to those who sign.
  case askSignatures(signBytes: Digest)
  /// Store the signed bytes, durably.
  case store(signBytes: Digest, transaction: Digest)
  /// Send stored bytes to the nodes.
  case send(signBytes: Digest, transaction: Digest)
  /// Read blocks from a node.
  case scan(node: Label, heights: ClosedRange<Int64>)
  /// An event was not followed.
  case refuse(PayoutRefusal)
  /// Somebody should look.
  case alarm(PayoutAlarm)
}

/// What somebody should look at.
public enum PayoutAlarm: Hashable, Sendable {
  /// A node showed a block in two ways.
  case nodeContradictsItself(Label)
  /// The wallet sent something that the journal does not know.
  case foreignTransaction(IncludedTransaction)
  /// Enough nodes show the inclusion of a payment that was proven dead: a proof was false.
  case includedAfterProof(IncludedTransaction)
}
