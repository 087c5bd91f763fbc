/// Lists of count runs, one after the other in one array, each in the one form of runs.
struct RunList {
  private var runs: [CountRun] = []
  private var ends: [Int] = []
  private var from = 0
  private var current: UInt32?

  mutating func removeAll() {
    runs.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Begins a list; slots are then added in ascending order.
  mutating func begin() {
    from = 0
    current = nil
  }

  /// Says the count of a slot in which the provider is up, and of those after it until the next.
  mutating func add(_ rawCount: UInt32, at slot: Int) {
    if let open = current, open != rawCount {
      runs.append(CountRun(from: UInt32(from), to: UInt32(slot), rawCount: open))
      from = slot
    }
    current = rawCount
  }

  /// Ends the list; without any slot its one run is unknown.
  mutating func end(slotCount: Int) {
    runs.append(
      CountRun(
        from: UInt32(from), to: UInt32(slotCount),
        rawCount: current ?? CountRun.unknownCount))
    ends.append(runs.count)
  }

  /// Adds a list of one run over all slots.
  mutating func append(constant rawCount: UInt32, slotCount: Int) {
    begin()
    add(rawCount, at: 0)
    end(slotCount: slotCount)
  }

  /// Adds a copy of another list.
  mutating func append(copying list: ArraySlice<CountRun>) {
    runs += list
    ends.append(runs.count)
  }

  func list(_ index: Int) -> ArraySlice<CountRun> {
    runs[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// Whether two stretches of so many lists are equal.
  func areEqual(_ one: Int, _ other: Int, count: Int) -> Bool {
    (0..<count).allSatisfy { list(one + $0) == list(other + $0) }
  }
}
