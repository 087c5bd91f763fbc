import Evidence

/// Walks count runs slot by slot, forwards only.
struct RunCursor {
  private let runs: ArraySlice<CountRun>
  private var index: Int
  /// The first slot after the current run.
  private(set) var end: Int
  /// The current count; nil: unknown.
  private(set) var count: UInt32?

  init(_ runs: ArraySlice<CountRun>) {
    self.runs = runs
    index = runs.startIndex
    end = runs.first.map { Int($0.to) } ?? .max
    count = runs.first?.count
  }

  /// Goes to the run that holds a slot.
  mutating func move(to slot: Int) {
    while end <= slot {
      index += 1
      guard index < runs.endIndex else {
        end = .max
        count = nil
        return
      }
      end = Int(runs[index].to)
      count = runs[index].count
    }
  }
}
