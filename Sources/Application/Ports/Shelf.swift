/// Values kept by key while there is room; the oldest goes first.
struct Shelf<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var values: [Key: (value: Value, bytes: Int)] = [:]
  private var queue: [Key] = []
  private var first = 0
  private var bytes = 0
  /// The most that all values together weigh.
  let limitBytes: Int

  init(limitBytes: Int) {
    self.limitBytes = limitBytes
  }

  subscript(key: Key) -> Value? { values[key]?.value }

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
    values[key] = (value, weight)
    queue.append(key)
    bytes += weight
  }
}
