import Evidence
import Policy
import Quantities

/// Finds for each record the first reason to leave it out, if there is one.
struct SegmentSorting {
  private let state: ProgramState
  private let version: Int
  private let calendars: [EpochCalendar]
  private var readable: [(record: EvidenceRecord, heading: SegmentHeading)] = []
  private var leftOut: [LeftOutSegment] = []

  init(state: ProgramState, version: Int) {
    self.state = state
    self.version = version
    // The newest policy has every pool that there was; one to come ends no epoch before a segment
    // that was admitted without it.
    calendars = state.history.newest.policy.pools.map { EpochCalendar($0) }
  }

  mutating func add(_ record: EvidenceRecord, look: (EvidenceRecord) -> SegmentLook) {
    if let reason = reasonBeforeLooking(record) { return leave(record, reason) }
    switch look(record) {
    case .missing: leave(record, .missing)
    case .digestMismatch: leave(record, .digestMismatch)
    case .malformed: leave(record, .malformed)
    case .header(let heading):
      if agrees(heading, with: record) {
        readable.append((record, heading))
      } else {
        leave(record, .malformed)
      }
    }
  }

  mutating func finish() -> ([FrozenSegment], [LeftOutSegment]) {
    let digests = state.roster.digests(ofPrefixes: readable.map(\.heading.rosterSize))
    var candidates: [FrozenSegment] = []
    for (record, heading) in readable {
      if heading.program != state.program {
        leave(record, .otherProgram)
      } else if digests[heading.rosterSize] != heading.rosterDigest {
        // A size beyond the roster has no digest either.
        leave(record, .rosterMismatch)
      } else if heading.slotSeconds != state.rules.policy.observation.slotSeconds {
        leave(record, .slotMismatch)
      } else {
        candidates.append(Self.frozen(record))
      }
    }
    let equivocating = Self.equivocating(candidates)
    for segment in candidates where equivocating.contains(segment.digest) {
      leftOut.append(LeftOutSegment(digest: segment.digest, reason: .equivocation))
    }
    return (
      candidates.filter { !equivocating.contains($0.digest) }.sorted { $0.digest < $1.digest },
      leftOut.sorted { $0.digest < $1.digest }
    )
  }

  private mutating func leave(_ record: EvidenceRecord, _ reason: LeftOutReason) {
    leftOut.append(LeftOutSegment(digest: record.body.digest, reason: reason))
  }

  private func reasonBeforeLooking(_ record: EvidenceRecord) -> LeftOutReason? {
    if state.isWithdrawn(record.body.digest) { return .withdrawn }
    if !state.observers.isAppointed(record.observer, throughout: record.span) {
      return .observerNotAppointed
    }
    if state.keys.isCompromised(record.observer, line: record.line) { return .keyRevoked }
    if isLate(record, at: record.admittedAt) { return .late }
    guard state.evidence.hasDeliveries else { return nil }
    guard let delivery = state.evidence.delivery(record.body.digest) else { return .missing }
    // Its digest stands in the log since its time, so that a correction may take the file in.
    return version == 1 && isLate(record, at: delivery.admittedAt) ? .missing : nil
  }

  /// Law 2: whether a segment counts is the same for every pool and every moment of freezing.
  ///
  ///     deadline = min(own end, ends of epochs of any pool strictly inside it) + grace
  ///
  /// A freeze that the segment concerns is of an epoch that ends at b, and is taken at b + grace or
  /// later. The deadline is not after it, so that every segment in time was published before.
  private func isLate(_ record: EvidenceRecord, at time: Timestamp) -> Bool {
    let ends = calendars.compactMap { $0.firstEnd(after: record.body.start) }
    let first = ends.reduce(record.body.end) { min($0, $1) }
    // A deadline beyond the last timestamp is never reached.
    guard
      let deadline = try? first.adding(
        seconds: state.rules.policy.observation.graceSeconds)
    else { return false }
    return time >= deadline
  }

  private func agrees(_ heading: SegmentHeading, with record: EvidenceRecord) -> Bool {
    heading.observer == record.observer && heading.type == record.body.type
      && heading.sequence == record.body.sequence && heading.span == record.span
  }

  private static func frozen(_ record: EvidenceRecord) -> FrozenSegment {
    FrozenSegment(
      digest: record.body.digest, lengthBytes: record.body.lengthBytes,
      observer: record.observer, type: record.body.type, span: record.span)
  }

  /// The segments that share a second with another of the same observer and type.
  ///
  /// In order of start, one overlaps an earlier one exactly if it begins before the latest end so
  /// far; whatever else it overlaps holds its start too, and so was found to overlap that one.
  private static func equivocating(_ segments: [FrozenSegment]) -> Set<Digest> {
    let sorted = segments.sorted {
      ($0.observer, $0.type.rawValue, $0.span, $0.digest)
        < ($1.observer, $1.type.rawValue, $1.span, $1.digest)
    }
    var found: Set<Digest> = []
    var latest: FrozenSegment?
    for segment in sorted {
      guard let other = latest, other.observer == segment.observer, other.type == segment.type
      else {
        latest = segment
        continue
      }
      if segment.span.start < other.span.end { found.formUnion([segment.digest, other.digest]) }
      if segment.span.end > other.span.end { latest = segment }
    }
    return found
  }
}
