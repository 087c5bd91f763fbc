import Quantities

/// What the times of the chain's blocks say of this observer's clock.
///
/// No block is of the future, so a clock before the newest one is slow. A clock long after it may
/// be fast, or the chain may stand still: it is fast where the chain goes on at an equal distance.
/// One node that lies decides nothing: one good time is enough for the clock, all must be against
/// it.
struct ClockTrust: Sendable {
  /// By how much a clock may differ from the newest block, in seconds.
  static let limitSeconds: Int64 = 120
  /// By how much two distances to a chain that goes on may differ, in seconds.
  static let equalSeconds: Int64 = 30

  /// What one reading says.
  enum Verdict: Hashable, Sendable {
    case sound
    /// The clock is ahead of the chain by so many seconds; behind it where they are negative.
    case wrong(seconds: Int64)
    /// Nobody can tell, or not yet.
    case open
  }

  /// Whether the last verdict was that the clock is wrong; then no slot is begun.
  private(set) var isWrong = false
  /// Slots that were begun since the clock was last found sound.
  private(set) var unconfirmed = SlotRanges()
  /// The slot in which it was.
  private var confirmed: Int64?
  /// The newest block of the last reading without a verdict, and how far the clock was ahead of it.
  private var last: (newest: Timestamp, ahead: Int64)?

  /// Notes that a slot is begun by a clock of which nothing is known yet.
  mutating func began(_ slot: Int64) {
    if slot != confirmed { unconfirmed.insert(slot..<slot + 1) }
  }

  /// Forgets what was known, such as when the clock was set: what was begun stays unconfirmed.
  mutating func reset() { (isWrong, last, confirmed) = (false, nil, nil) }

  /// Takes the slots that nothing confirmed, which then are somebody else's to judge.
  mutating func takeUnconfirmed() -> [Range<Int64>] {
    defer { unconfirmed = SlotRanges() }
    return unconfirmed.ranges
  }

  /// Takes in the newest block's time of each node that answered, between two seconds of the clock,
  /// in a slot.
  mutating func judge(
    _ blocks: [Timestamp], wallSeconds wall: ClosedRange<Int64>, slot: Int64? = nil
  ) -> Verdict {
    let verdict = verdict(blocks, wall)
    switch verdict {
    case .sound: (isWrong, last, confirmed, unconfirmed) = (false, nil, slot, SlotRanges())
    case .wrong: (isWrong, confirmed) = (true, nil)
    case .open: break
    }
    return verdict
  }

  private mutating func verdict(_ blocks: [Timestamp], _ wall: ClosedRange<Int64>) -> Verdict {
    guard let newest = blocks.max(), let oldest = blocks.min() else { return .open }
    let limit = Self.limitSeconds
    func isNear(_ block: Timestamp) -> Bool {
      wall.lowerBound - block.seconds <= limit && wall.upperBound - block.seconds >= -limit
    }
    if blocks.contains(where: isNear) { return .sound }
    let (least, most) = (wall.lowerBound - newest.seconds, wall.upperBound - oldest.seconds)
    if most < -limit { return .wrong(seconds: most) }
    guard least > limit else { return .open }
    defer { last = (newest, least) }
    guard let last, newest > last.newest, abs(least - last.ahead) <= Self.equalSeconds else {
      return .open
    }
    return .wrong(seconds: least)
  }
}
