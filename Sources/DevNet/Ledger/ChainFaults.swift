/// What goes wrong between a transaction's being sent and its standing in a block: one in N each,
/// drawn by the world's seed; 0 never, 1 always.
public struct ChainFaults: Hashable, Sendable {
  /// Taken, and lost before any block.
  public var drop: UInt64
  /// Waits for two to nine blocks.
  public var delay: UInt64
  /// Blocks whose transactions stand in another order than they came.
  public var reorder: UInt64
  /// Blocks after which nothing of what waited is known any more.
  public var forget: UInt64
  /// Taken, and answered with an error.
  public var loseAnswer: UInt64
  /// Runs out of gas in its block.
  public var starve: UInt64

  /// Takes the frequencies; nothing goes wrong unless asked for.
  public init(
    drop: UInt64 = 0, delay: UInt64 = 0, reorder: UInt64 = 0, forget: UInt64 = 0,
    loseAnswer: UInt64 = 0, starve: UInt64 = 0
  ) {
    self.drop = drop
    self.delay = delay
    self.reorder = reorder
    self.forget = forget
    self.loseAnswer = loseAnswer
    self.starve = starve
  }

  /// The faults' names, as the command takes them.
  public static let names = ["drop", "delay", "reorder", "forget", "lose-answer", "starve"]

  /// Sets a fault by its name; false where there is none of it.
  public mutating func set(_ name: String, oneIn count: UInt64) -> Bool {
    switch name {
    case "drop": drop = count
    case "delay": delay = count
    case "reorder": reorder = count
    case "forget": forget = count
    case "lose-answer": loseAnswer = count
    case "starve": starve = count
    default: return false
    }
    return true
  }
}
