public import Evidence
public import Quantities

/// Something that a person should know; nothing of it changes what was recorded.
public enum ObserverFinding: Hashable, Sendable {
  /// The spool's last write was cut off; so many bytes of it are gone.
  case spoolTorn(part: UInt64, bytes: Int)
  /// The wall clock was set by so much; the slots that it touched are unobserved.
  case clockStepped(milliseconds: Int64)
  /// By the chain's blocks the wall clock is ahead by so much (behind, where it is negative): what
  /// was seen since it was last found right is unobserved, and so is all until it is right.
  case clockWrong(seconds: Int64)
  /// No event came for so long after it should have: the machine slept.
  case overslept(milliseconds: Int64)
  /// Fewer canaries than required answered: the slots of that round are unobserved for everyone.
  case ownNetworkDown(answered: Int, required: Int)
  /// The disk took nothing; it is tried again.
  case diskFailed
  /// Outcomes that could not be kept since the disk failed; they are unobserved.
  case notKept(count: Int)
  /// A provider reports more than its share of memory; its inventory is unknown in this slot.
  case inventoryTooLarge(ProviderIndex, slotStart: Timestamp)
  /// A source gave no price in a slot.
  case priceMissing(source: Label, slotStart: Timestamp, reason: String)
  /// Rows of leases for seconds that are sealed already, that contradict earlier rows, or for whose
  /// device or tenant a segment has no place.
  case leaseRowsDropped(count: Int)
  /// A roster that does not continue the one before; it is ignored, with its order.
  case rosterNotContinued(lines: Int, known: Int)
  /// The log's segments of this key overlap what the spool holds: those seconds are not sealed.
  case sealedElsewhere(type: SegmentType, until: Timestamp)
  /// The log refused an entry for good.
  case entryRefused(ObserverEntry, code: String)
  /// The log was not there in time: the seed of this period is not committed before its slots.
  case commitmentLate(periodStart: Timestamp)
  /// The file was not delivered before its deadline; it still is, for a correction.
  case deliveryLate(Digest, deadline: Timestamp)
  /// A segment could not be made, which is a fault of ours; its outcomes are lost.
  case segmentRefused(SegmentType, SegmentRejection)
}
