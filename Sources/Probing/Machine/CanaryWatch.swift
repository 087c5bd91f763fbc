/// What the observer knows of its own network, from targets that should always answer.
struct CanaryWatch: Sendable {
  /// What was known when a provider was first asked.
  enum Standing: Hashable, Sendable {
    /// Enough canaries answered, not long before.
    case sound
    /// Too few did, the last time.
    case broken
    /// Nobody knows: no round was done lately.
    case unknown
  }

  /// A round that is under way.
  struct Round: Hashable, Sendable {
    let number: UInt64
    let began: Moment
    let deadline: Int64
  }

  private(set) var round: Round?
  private(set) var lastBegan: Int64?
  private var lastEnd: Int64?
  private var wasSound = false
  private var count: UInt64 = 0
  /// When the next round is due; nil: none is wanted.
  var nextAt: Int64?

  /// Until when the round under way may take.
  var deadline: Int64? { round?.deadline }

  mutating func begin(_ now: Moment, limit: Int64) -> UInt64 {
    count += 1
    round = Round(number: count, began: now, deadline: now.monotonic + limit)
    lastBegan = now.monotonic
    nextAt = nil
    return count
  }

  /// Ends the round under way.
  mutating func end(at time: Int64, isSound: Bool) {
    round = nil
    lastEnd = time
    wasSound = isSound
  }

  /// Forgets what was known: time was lost.
  mutating func reset() {
    round = nil
    lastEnd = nil
  }

  func standing(at time: Int64, every: Int64) -> Standing {
    guard let lastEnd, time - lastEnd <= 2 * every else { return .unknown }
    return wasSound ? .sound : .broken
  }
}
