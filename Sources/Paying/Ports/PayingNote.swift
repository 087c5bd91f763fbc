public import CosmosClient
public import Payouts
public import Quantities

/// What an executor tells whoever watches it; nothing depends on its being read.
public enum PayingNote: Hashable, Sendable {
  /// These sign bytes wait for signatures.
  case waitsForSignatures(signBytes: Digest)
  /// A record stands in the journal.
  case recorded(PayoutRecord)
  /// The journal refused a record.
  case recordRefused(PayoutRecord, String)
  /// Signed bytes are on the disk.
  case stored(transaction: Digest)
  /// A node's answer to bytes that were sent.
  case sent(transaction: Digest, node: Label, BroadcastOutcome)
  /// A node gave no usable answer to a question.
  case nodeFailed(Label, ChainFailure)
  /// A block of a node cannot be judged, so that it proves nothing there.
  case blockUnread(Label, PayingFailure)
  /// The machine did not follow an event.
  case refused(PayoutRefusal)
  /// Somebody should look.
  case alarm(PayoutAlarm)
}
