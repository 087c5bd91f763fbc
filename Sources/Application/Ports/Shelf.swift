/// Values kept by key while there is room and they are asked for; the oldest goes first.
struct Shelf<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Kept {
    let value: Value
    let bytes: Int
    var turn: Int
  }

  private var values: [Key: Kept] = [:]
  /// The keys in the order in which they came.
  private var queue: [Key] = []
  private var first = 0
  private var bytes = 0
  private var turn = 0
  /// The most that all values together weigh.
  let limitBytes: Int

  /// How many turns a value stays that nobody asks for: what a week of daily epochs of nine pools
  /// had is there for the weekly ones.
  private static var limitTurns: Int { 64 }

  init(limitBytes: Int) {
    self.limitBytes = limitBytes
  }

  /// The value of a key, which stays for some turns more.
  subscript(key: Key) -> Value? {
    mutating get {
      values[key]?.turn = turn
      return values[key]?.value
    }
  }

  /// Keeps a value; one that is heavier than the shelf bears is not kept.
  mutating func keep(_ value: Value, for key: Key, bytes weight: Int) {
    guard weight <= limitBytes, values[key] == nil else { return }
    while bytes + weight > limitBytes, first < queue.count {
      bytes -= values.removeValue(forKey: queue[first])?.bytes ?? 0
      first += 1
    }
    if first > 256, first * 2 > queue.count {
      queue.removeFirst(first)
      first = 0
    }
    values[key] = Kept(value: value, bytes: weight, turn: turn)
    queue.append(key)
    bytes += weight
  }

  /// Begins another turn: what nobody asked for in the last ones goes, so that what is kept does
  /// not grow with the number of turns.
  mutating func beginTurn() {
    turn += 1
    var staying: [Key] = []
    for key in queue[first...] {
      guard let kept = values[key] else { continue }
      if turn - kept.turn <= Self.limitTurns {
        staying.append(key)
      } else {
        values[key] = nil
        bytes -= kept.bytes
      }
    }
    queue = staying
    first = 0
  }
}
