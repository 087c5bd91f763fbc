public import Evidence
public import Quantities

/// What happens to an observer; each comes with a `Moment`.
public enum ObserverEvent: Hashable, Sendable {
  /// Time went by: the wake that was asked for, or any other reason to look.
  case tick
  /// Whom and what to watch from now on.
  case watch(WatchOrder)
  /// What the log has of this observer already; matters where a spool was lost.
  case heads([ChainHead])
  /// The answer to a question; one that nobody waits for is passed over.
  case answered(ProbeID, ProbeAnswer)
  /// How many canaries of a round answered.
  case canaries(round: UInt64, answered: Int)
  /// A source's price in a slot; nil where it gave none, with a word on why.
  case price(source: Label, slotStart: Timestamp, price: Price18?, reason: String)
  /// What was read of leases, in any order; rows that say the same without a gap become one.
  case leases(LeaseReport)
  /// The time of the newest block of each node of the chain that answered, asked at a reading of
  /// the monotonic clock.
  case blocks([Timestamp], askedMonotonic: Int64)
  /// The bytes of the last `.append` lie safe on the disk.
  case appended
  /// They do not; what was written of them is overwritten by the next attempt.
  case appendFailed
  /// The file of a segment lies safe on the disk.
  case stored(Digest)
  /// It does not.
  case storeFailed(Digest)
  /// What became of an entry.
  case submitted(ObserverEntry, SubmissionOutcome)
}

/// Up to where the log has an observer's segments of one type and key.
public struct ChainHead: Hashable, Sendable {
  /// The key.
  public var key: ObserverKey
  /// The type.
  public var type: SegmentType
  /// The highest sequence that was published.
  public var sequence: UInt64
  /// Its digest.
  public var digest: Digest
  /// The end of the last second that any of them covers: nothing before it is written again.
  public var end: Timestamp

  /// Takes every field as it is.
  public init(
    key: ObserverKey, type: SegmentType, sequence: UInt64, digest: Digest, end: Timestamp
  ) {
    self.key = key
    self.type = type
    self.sequence = sequence
    self.digest = digest
    self.end = end
  }
}
