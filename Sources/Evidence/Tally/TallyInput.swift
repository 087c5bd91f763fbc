public import Policy
public import Quantities

/// What a tally is computed from: exactly what a freeze names, and the policy's numbers.
public struct TallyInput {
  /// The epoch's seconds; both ends are multiples of the slot.
  public var span: TimeSpan
  /// Seconds per slot, as the policy says.
  public var slotSeconds: Int64
  /// k of n, per field.
  public var quorum: QuorumRule
  /// The lines of the frozen roster.
  public var rosterSize: UInt32
  /// The included segments of observers appointed at each segment's start, in any order.
  public var segments: [NamedSegment]
  /// The tracks that pools ask for.
  public var tracks: [CountTrack]
  /// What the pinned catalogue makes of a device.
  public var classify: (DeviceDescriptor) -> ClassMatch
  /// How the price is found, or nil where none is needed.
  public var priceRule: PriceWindowRule?
  /// The samples of facts admitted in time; those of segments are added to them.
  public var priceSamples: [PriceSample]

  /// Takes every field as it is.
  public init(
    span: TimeSpan, slotSeconds: Int64, quorum: QuorumRule, rosterSize: UInt32,
    segments: [NamedSegment], tracks: [CountTrack] = [],
    classify: @escaping (DeviceDescriptor) -> ClassMatch, priceRule: PriceWindowRule? = nil,
    priceSamples: [PriceSample] = []
  ) {
    self.span = span
    self.slotSeconds = slotSeconds
    self.quorum = quorum
    self.rosterSize = rosterSize
    self.segments = segments
    self.tracks = tracks
    self.classify = classify
    self.priceRule = priceRule
    self.priceSamples = priceSamples
  }
}

extension TallyInput {
  /// The longest span, in slots.
  public static let limitSlots: Int64 = 1_000_000

  /// Refuses what no tally can be computed from.
  func check() throws(TallyRefusal) {
    guard (1...SegmentHeader.limitSlotSeconds).contains(slotSeconds) else {
      throw .slotOutOfRange(slotSeconds)
    }
    guard span.start.seconds % slotSeconds == 0, span.end.seconds % slotSeconds == 0 else {
      throw .spanOffSlot(span)
    }
    guard !span.isEmpty else { throw .spanEmpty }
    guard span.seconds / slotSeconds <= Self.limitSlots else { throw .spanTooLong(span) }
    for number in [quorum.state, quorum.count, quorum.lease, quorum.proof] where number < 1 {
      throw .quorumOutOfRange(number)
    }
    for named in segments {
      let header = named.segment.header
      guard header.slotSeconds == slotSeconds else { throw .slotDiffers(named.digest) }
      guard header.rosterSize <= rosterSize else { throw .rosterBeyondFreeze(named.digest) }
    }
  }
}

/// Why no tally was computed, one case per rule.
public enum TallyRefusal: Error, Hashable, Sendable {
  /// The slot is not 1…86,400 seconds.
  case slotOutOfRange(Int64)
  /// An end of the span is no multiple of the slot.
  case spanOffSlot(TimeSpan)
  /// The span has no slot.
  case spanEmpty
  /// The span has more slots than can be tallied.
  case spanTooLong(TimeSpan)
  /// A quorum number is below 1.
  case quorumOutOfRange(Int)
  /// A segment's slots are of another length.
  case slotDiffers(Digest)
  /// A segment knows more of the roster than the freeze.
  case rosterBeyondFreeze(Digest)
}

extension TallyRefusal: CustomStringConvertible {
  /// The rule and its figures, as one fragment of a sentence.
  public var description: String {
    switch self {
    case .slotOutOfRange(let seconds): "a slot of \(seconds) s is not 1…86,400 s"
    case .spanOffSlot(let span): "the span \(span) does not begin and end on slots"
    case .spanEmpty: "the span has no slot"
    case .spanTooLong(let span):
      "the span \(span) has more than \(TallyInput.limitSlots) slots"
    case .quorumOutOfRange(let number): "a quorum of \(number) observers is below 1"
    case .slotDiffers(let digest): "segment \(digest): slots of another length than the policy's"
    case .rosterBeyondFreeze(let digest):
      "segment \(digest): its roster is longer than the frozen one"
    }
  }
}
