/// A value for each slot of a stretch, as runs of equal values in their order.
struct StepFunction<Value: Equatable & Sendable>: Equatable, Sendable {
  /// The slots of one run.
  struct Run: Equatable, Sendable {
    let slots: Range<Int>
    let value: Value
  }

  /// Adjacent runs differ; together they cover all slots.
  private(set) var runs: [Run]

  /// The same value everywhere.
  init(slotCount: Int, _ value: Value) {
    runs = slotCount > 0 ? [Run(slots: 0..<slotCount, value: value)] : []
  }

  /// Puts a value on a range; what lies outside the stretch is left out.
  mutating func paint(_ slots: Range<Int>, _ value: Value) {
    guard let count = runs.last?.slots.upperBound else { return }
    let slots = slots.clamped(to: 0..<count)
    guard !slots.isEmpty else { return }
    var result: [Run] = []
    func add(_ from: Int, _ to: Int, _ value: Value) {
      guard from < to else { return }
      if let last = result.last, last.value == value {
        result[result.count - 1] = Run(slots: last.slots.lowerBound..<to, value: value)
      } else {
        result.append(Run(slots: from..<to, value: value))
      }
    }
    var painted = false
    for run in runs {
      add(run.slots.lowerBound, min(run.slots.upperBound, slots.lowerBound), run.value)
      if !painted, run.slots.upperBound > slots.lowerBound {
        add(slots.lowerBound, slots.upperBound, value)
        painted = true
      }
      add(max(run.slots.lowerBound, slots.upperBound), run.slots.upperBound, run.value)
    }
    runs = result
  }
}
