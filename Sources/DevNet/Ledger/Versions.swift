/// The values that something had, by the heights from which it had them.
struct Versions<Value: Sendable>: Sendable {
  private var steps: [(height: Int64, value: Value)] = []

  /// Notes the value after a block; of two notes of one height the later counts.
  mutating func note(_ value: Value, at height: Int64) {
    if let last = steps.last, last.height == height { steps.removeLast() }
    steps.append((height, value))
  }

  /// The value at a height; nil before the first.
  func at(_ height: Int64) -> Value? {
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].height <= height { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : steps[low - 1].value
  }
}
