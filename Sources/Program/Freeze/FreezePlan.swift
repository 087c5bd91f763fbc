public import Evidence
public import Quantities
import Policy

/// The segments of one epoch, sorted into those that count and those that do not.
///
/// It needs no earlier freeze: a segment is late by its own deadline, whatever epoch is frozen, so
/// that what one freeze leaves out as late, none takes in later (DESIGN law 6).
public struct FreezePlan: Hashable, Sendable {
  /// The epoch's seconds.
  public let span: TimeSpan
  /// The segments that count, ascending by digest.
  public let segments: [FrozenSegment]
  /// The segments that do not, ascending by digest.
  public let leftOut: [LeftOutSegment]

  /// The rules in force at the epoch's start, under which it is computed (DESIGN law 6).
  public let rules: ProgramRules

  private let pool: Label
  private let epoch: Int
  private let version: Int

  /// Sorts the published segments that an epoch can need.
  ///
  /// `now` is the time of freezing; `look` says what is in the file of a record, and is asked only
  /// where nothing known without the file leaves it out.
  public init(
    of epoch: Int, in pool: Label, version: Int = 1, state: ProgramState, now: Timestamp,
    look: (EvidenceRecord) -> SegmentLook
  ) throws(FreezeRefusal) {
    let newest = state.history.newest.policy
    guard let known = newest.pool(named: pool) else {
      throw .poolUnknown(pool, known: newest.pools.map(\.name))
    }
    let calendar = EpochCalendar(known)
    guard let span = calendar.epoch(epoch) else {
      throw .epochUnknown(pool: pool, epoch: epoch, count: calendar.count)
    }
    rules = state.history.rules(at: span.start)
    let grace = rules.policy.observation.graceSeconds
    guard let deadline = try? span.end.adding(seconds: grace), now >= deadline else {
      throw .tooEarly(end: span.end, graceSeconds: grace, now: now)
    }
    self.pool = pool
    self.epoch = epoch
    self.version = version
    self.span = span
    var sorting = SegmentSorting(state: state, version: version)
    for record in Self.concerned(by: span, in: state, rules: rules, lines: state.lineCount) {
      sorting.add(record, look: look)
    }
    (segments, leftOut) = sorting.finish()
  }

  /// The segments published among the first `lines` lines that an epoch can need.
  static func concerned(
    by span: TimeSpan, in state: ProgramState, rules: ProgramRules, lines: Int
  ) -> [EvidenceRecord] {
    state.evidence.records.filter {
      $0.line <= lines && concerns($0, span, rules.policy.price)
    }
  }

  /// Whether a record's seconds meet the epoch's, or for prices the window before its end.
  private static func concerns(
    _ record: EvidenceRecord, _ span: TimeSpan, _ price: PriceWindowRule
  ) -> Bool {
    guard record.body.type == .price else { return record.span.overlaps(span) }
    let start = max(0, span.end.seconds - price.windowSeconds)
    return record.body.start < span.end && record.body.end.seconds > start
  }

  /// The freeze of what the state and the plan say.
  ///
  /// `factsDigest` is of all of the state's lines; `previous` the statement of the epoch before.
  public func freeze(
    _ state: ProgramState, factsDigest: Digest, previous: Digest?, price: Price18?
  ) -> Freeze {
    guard let program = state.program else {
      preconditionFailure("An epoch is frozen in a program that was created.")
    }
    return Freeze(
      program: program, pool: pool, epoch: epoch, version: version, span: span,
      rules: rules.policy.rules, factsLines: state.lineCount, factsDigest: factsDigest,
      policy: rules.policyDigest, catalogue: rules.catalogueDigest,
      rosterSize: state.roster.count, rosterDigest: state.roster.digest, previous: previous,
      price: price, segments: segments, leftOut: leftOut)
  }
}

/// What is in the file of a published segment.
public enum SegmentLook: Hashable, Sendable {
  /// There is no file.
  case missing
  /// The file's SHA-256 or length is not what was published.
  case digestMismatch
  /// The file is no segment.
  case malformed
  /// It is a segment with this header.
  case header(SegmentHeading)
}

/// What a segment's header says, as far as a freeze holds it against the facts.
public struct SegmentHeading: Hashable, Sendable {
  /// The program.
  public let program: Digest
  /// Whose it is.
  public let observer: ObserverKey
  /// What kind of segment.
  public let type: SegmentType
  /// The observer's own counter.
  public let sequence: UInt64
  /// The seconds that it covers.
  public let span: TimeSpan
  /// Seconds per slot.
  public let slotSeconds: Int64
  /// How many lines of the roster it knows.
  public let rosterSize: Int
  /// The SHA-256 of these lines.
  public let rosterDigest: Digest

  /// Takes every field as it is.
  public init(
    program: Digest, observer: ObserverKey, type: SegmentType, sequence: UInt64, span: TimeSpan,
    slotSeconds: Int64, rosterSize: Int, rosterDigest: Digest
  ) {
    self.program = program
    self.observer = observer
    self.type = type
    self.sequence = sequence
    self.span = span
    self.slotSeconds = slotSeconds
    self.rosterSize = rosterSize
    self.rosterDigest = rosterDigest
  }
}

/// Why an epoch cannot be frozen.
public enum FreezeRefusal: Error, Hashable, Sendable {
  /// The policy has no such pool.
  case poolUnknown(Label, known: [Label])
  /// The pool has no epoch of that number.
  case epochUnknown(pool: Label, epoch: Int, count: Int)
  /// Evidence is still taken.
  case tooEarly(end: Timestamp, graceSeconds: Int64, now: Timestamp)

  /// The stable code.
  public var code: String {
    switch self {
    case .poolUnknown: "freeze-pool-unknown"
    case .epochUnknown: "freeze-epoch-unknown"
    case .tooEarly: "freeze-too-early"
    }
  }

  /// What is wrong, and what to do.
  public var wording: RejectionWording {
    switch self {
    case .poolUnknown(let pool, let known):
      RejectionWording(
        "The policy has no pool \(pool).",
        known.isEmpty
          ? "Its policy has no pool at all."
          : "Name one of its pools: \(known.map(\.text).joined(separator: ", ")).")
    case .epochUnknown(let pool, let epoch, let count):
      RejectionWording(
        "The pool \(pool) has \(count) epochs, and no epoch \(epoch).",
        "Name an epoch from \(pool)/1 to \(pool)/\(count).")
    case .tooEarly(let end, let grace, let now):
      RejectionWording(
        "The epoch ends at \(end), and evidence is taken for \(grace) s after it; it is \(now).",
        "Freeze it after that.")
    }
  }
}
