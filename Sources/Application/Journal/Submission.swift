public import Quantities

/// What became of one envelope that somebody handed in.
public enum Submission: Hashable, Sendable {
  /// It stands in the log at this index, counted from 0.
  case logged(index: Int64, identity: Digest)
  /// It will stand at this index, and no other entry there; that is kept durably.
  case promised(index: Int64, identity: Digest, admitBy: Timestamp)
  /// It stood there before.
  case duplicate(index: Int64, identity: Digest)
  /// Admission refuses it: the code of the first rule that it breaks, and what to do.
  case refused(identity: Digest, code: String, message: String, advice: String)
  /// It is no entry that anybody signed.
  case malformed(code: String, message: String)
  /// It would have to be covered by a checkpoint of a key that this writer has not got; nothing was
  /// logged.
  case logKeyAbsent(Digest, key: String)
  /// It names blobs that are not at hand.
  case blobsMissing(identity: Digest, [Digest])
}
