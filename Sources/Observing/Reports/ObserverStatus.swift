import Evidence
import Probing
public import Quantities

/// What an observer has done since it began, as screens and metrics tell it.
public struct ObserverStatus: Hashable, Sendable {
  /// The present by the run's clock.
  public var at = Timestamp.earliest
  /// Slots of providers by outcome: `up`, `down` and `unobserved`, the latter two with reasons.
  public internal(set) var outcomes: [String: [String: Int64]] = [:]
  /// The durations of questions.
  public internal(set) var durations = DurationHistogram()
  /// Questions under way.
  public internal(set) var inFlight = 0
  /// Questions not asked because too many were under way.
  public internal(set) var turnedAway: Int64 = 0
  /// How many providers are watched now.
  public internal(set) var watched = 0
  /// How many canaries answered in the last round, of how many; nil before the first.
  public internal(set) var canaries: (answered: Int, of: Int)? {
    get { canariesAnswered.map { ($0, canariesOf) } }
    set {
      canariesAnswered = newValue?.answered
      canariesOf = newValue?.of ?? 0
    }
  }
  private var canariesAnswered: Int?
  private var canariesOf = 0
  /// Bytes of the spool's parts.
  public internal(set) var spoolBytes: Int64 = 0
  /// Segments that were made and are not delivered, with the end of the oldest.
  public internal(set) var undelivered = 0
  /// The end of the oldest segment that is not delivered.
  public internal(set) var oldestUndelivered: Timestamp?
  /// Segments delivered.
  public internal(set) var delivered: Int64 = 0
  /// The chain's newest block that was read, and its time.
  public internal(set) var chainHeight: Int64?
  /// The time of that block.
  public internal(set) var chainTime: Timestamp?
  /// Records of providers on the chain that could not be read.
  public internal(set) var unreadableRecords = 0
  /// Entries of the log that were read.
  public internal(set) var logSize = 0
  /// Whether the log was reached at the last try.
  public internal(set) var isLogReached = false
  /// How often the wall clock was set, and by how much last, in milliseconds.
  public internal(set) var clockSteps: Int64 = 0
  /// By how much the wall clock was set last, in milliseconds.
  public internal(set) var lastClockStepMilliseconds: Int64 = 0
  /// Prices by source: how often there was one, and how often none.
  public internal(set) var prices: [Label: PriceCount] = [:]
  /// What became of raw answers.
  public internal(set) var raw = RawAnswers.Counts()
  /// Bytes of memory in use.
  public internal(set) var memoryBytes: Int64 = 0

  /// How often a source gave a price.
  public struct PriceCount: Hashable, Sendable {
    /// Slots with a price.
    public internal(set) var given: Int64 = 0
    /// Slots without.
    public internal(set) var missing: Int64 = 0
  }

  /// Nothing done yet.
  public init() {}

  mutating func count(_ outcome: SlotOutcome) {
    let (state, reason): (String, String) =
      switch outcome.state {
      case .up: ("up", "")
      case .down(let reason): ("down", reason.name)
      case .unobserved(let reason): ("unobserved", reason.rawValue)
      }
    outcomes[state, default: [:]][reason, default: 0] += 1
  }

  /// Slots of an outcome, over all its reasons.
  public func slots(_ outcome: String) -> Int64 {
    (outcomes[outcome] ?? [:]).sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
  }
}

/// How long questions took, in whole milliseconds.
public struct DurationHistogram: Hashable, Sendable {
  /// The buckets' upper bounds, in milliseconds.
  public static let bounds: [Int64] = [
    10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 15_000,
  ]
  /// How many took at most as long as each bound, and any time, cumulative.
  public private(set) var counts = [Int64](repeating: 0, count: bounds.count + 1)
  /// What all took together.
  public private(set) var sumMilliseconds: Int64 = 0

  /// None.
  public init() {}

  /// Counts one.
  public mutating func add(milliseconds: Int64) {
    let duration = max(0, milliseconds)
    for index in counts.indices
    where index == Self.bounds.count || duration <= Self.bounds[index] {
      counts[index] += 1
    }
    sumMilliseconds += duration
  }
}
