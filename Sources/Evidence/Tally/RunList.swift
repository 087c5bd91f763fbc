/// Lists of count runs, one after the other in one array.
struct RunList {
  fileprivate(set) var runs: [CountRun] = []
  fileprivate(set) var ends: [Int] = []

  mutating func removeAll() {
    runs.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Ends a list of one run over all slots.
  mutating func append(constant rawCount: UInt32, slotCount: Int) {
    runs.append(CountRun(from: 0, to: UInt32(slotCount), rawCount: rawCount))
    ends.append(runs.count)
  }

  /// Ends a list with the counts of all slots, in the one form of runs.
  mutating func append(
    _ values: ArraySlice<UInt32>, up: ArraySlice<UInt64>
  ) {
    CountRun.forEach(values, up: up) { runs.append($0) }
    ends.append(runs.count)
  }

  func list(_ index: Int) -> ArraySlice<CountRun> {
    runs[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// Writes a list's counts slot by slot.
  func expand(_ index: Int, into values: inout [UInt32], at offset: Int) {
    for run in list(index) {
      for slot in run.slots { values[offset + slot] = run.rawCount }
    }
  }
}

extension RunList {
  /// Ends a list that is a copy of another.
  mutating func append(copying list: ArraySlice<CountRun>) {
    runs += list
    ends.append(runs.count)
  }
}
