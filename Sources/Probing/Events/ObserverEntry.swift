public import Quantities

/// What the observer writes into the log; the shell signs it with the key that is named.
public enum ObserverEntry: Hashable, Sendable {
  /// `probe.committed/1`.
  case commit(from: Timestamp, until: Timestamp, commitment: Digest)
  /// `probe.revealed/1`.
  case reveal(seed: ProbeSeed)
  /// `evidence.published/1`, to be signed by the ticket's key: the digest, while the file stays.
  case publish(SegmentTicket)
  /// The file is uploaded, then `evidence.delivered/1`.
  case deliver(SegmentTicket)
}

/// What became of an entry.
public enum SubmissionOutcome: Hashable, Sendable {
  /// It is in the log, whether by this attempt or by an earlier one whose answer was lost.
  case accepted
  /// The server could not be reached or would not promise: tried again, all others wait too.
  case unavailable
  /// Refused for something that time may mend: tried again, others go on.
  case refusedForNow(code: String)
  /// Refused for good: a finding; others go on.
  case refused(code: String)
}
