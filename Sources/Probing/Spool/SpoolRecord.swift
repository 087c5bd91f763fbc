import Evidence
import Quantities

/// One thing that an observer must not forget; the observer's state is the fold of its records.
enum SpoolRecord: Hashable, Sendable {
  /// A part begins: what follows in the same frame is all that earlier parts say beside outcomes.
  case opened(SpoolOpening)
  /// How far a chain of segments is: of the opening, and from the log.
  case chain(ChainHead)
  /// Slots whose segments are made: of the opening.
  case sealedBefore(Range<Int64>)
  /// A segment that is made and not yet delivered: of the opening.
  case ticket(SegmentTicket, isPublished: Bool)
  /// What became of a period's seed.
  case period(start: Int64, PeriodStage)
  /// A provider was up in a slot.
  case up(ProviderIndex, slot: Int64, Mention)
  /// A provider was down in a slot.
  case down(ProviderIndex, slot: Int64, DownReason)
  /// Slots of which nothing counts, for anyone.
  case blind(Range<Int64>, UnobservedReason)
  /// A price; each source has one in a slot.
  case price(at: Timestamp, source: Label, price: Price18)
  /// A lease in a stretch.
  case lease(LeaseSighting)
  /// A lease's end.
  case closing(LeaseClosing)
  /// Leases were read up to a second; also of the opening.
  case leasesRead(until: Timestamp)
  /// The segments of these slots are made and lie safe; nothing is added to them any more.
  case sealed(Range<Int64>, [SegmentTicket])
  /// The log has a segment's digest.
  case published(Quantities.Digest)
  /// The log has a segment's file, or refused it for good.
  case closed(Quantities.Digest)

  /// An inventory that goes with an up slot.
  enum Mention: Hashable, Sendable {
    /// Unknown (O-45).
    case none
    /// The one that the provider's last record in this part and page gave.
    case same
    /// This one.
    case given(Inventory)
  }
}

/// How every part begins.
struct SpoolOpening: Hashable, Sendable {
  /// The form of what follows.
  static let form: UInt8 = 2

  let program: Quantities.Digest
  let slotSeconds: Int64
  let secret: ObserverSecret
}

/// What became of a period's seed.
enum PeriodStage: UInt8, Hashable, Sendable {
  /// Its commitment is in the log.
  case committed = 1
  /// The log refused the commitment for good, or the period was over before it could be made.
  case given = 2
  /// The seed is in the log, or was refused for good.
  case closed = 3
}
