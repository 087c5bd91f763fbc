public import Quantities

/// Which block stands at which time: about 6.117 s apart, and never exactly.
public struct BlockClock: Hashable, Sendable {
  /// The first height whose state is kept.
  public static let firstHeight: Int64 = 27_700_000
  /// The newest height when the world begins.
  public static let startHeight = firstHeight + historyBlocks
  /// How many blocks the chain has behind it when the world begins.
  static let historyBlocks: Int64 = 6 * LeasePlan.cycleBlocks + 1_100
  /// The mean time between two blocks.
  public static let blockMillis: Int64 = 6_117

  let start: Timestamp
  let chance: WorldChance

  /// When a block was made, in thousandths of a second since 1970.
  public func millis(of height: Int64) -> Int64 {
    let wobble = Int64(chance.below(1_500, .block, UInt64(bitPattern: height)))
    return start.seconds * 1_000 + (height - Self.startHeight) * Self.blockMillis - wobble
  }

  /// The newest block of a time, in thousandths of a second since 1970.
  public func height(atMillis now: Int64) -> Int64 {
    // The wobble is less than the distance, so that at most one step is to be mended.
    let (whole, rest) = (now - start.seconds * 1_000)
      .quotientAndRemainder(dividingBy: Self.blockMillis)
    let guess = Self.startHeight + whole - (rest < 0 ? 1 : 0)
    return millis(of: guess + 1) <= now ? guess + 1 : guess
  }

  /// The newest block of a second.
  public func height(at time: Timestamp) -> Int64 { height(atMillis: time.seconds * 1_000) }
}

extension BlockClock {
  /// Equal in start and seed.
  public static func == (left: BlockClock, right: BlockClock) -> Bool {
    left.start == right.start && left.chance.seed == right.chance.seed
  }

  /// By start and seed.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(start)
    hasher.combine(chance.seed)
  }
}
