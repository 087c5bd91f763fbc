import Evidence

/// One provider's slots in a page: two bits each, and runs of what went with them.
struct ProviderTrack: Sendable {
  private(set) var up: SlotSet
  private(set) var down: SlotSet
  /// Ascending, apart.
  private(set) var reasons: [ReasonRun] = []
  /// In the order in which they began.
  private(set) var runs: [Run] = []
  /// The runs that hold the inventory of the last up slot, by positions.
  private var current: [Int32] = []

  /// What a node says of a device, by the page's numbers.
  struct Line: Hashable, Sendable {
    var node: UInt32
    var device: UInt32?
    var capacity: UInt32
    var allocatable: UInt32
    var allocated: UInt32
  }

  /// A stretch in which a node said the same of a device.
  struct Run: Hashable, Sendable {
    let line: Line
    let from: UInt16
    var to: UInt16
  }

  init(slotCount: Int) {
    up = SlotSet(slotCount: slotCount)
    down = SlotSet(slotCount: slotCount)
  }

  mutating func down(_ slot: Int, _ reason: DownReason) {
    down.insert(slot)
    if let last = reasons.last, last.reason == reason, Int(last.to) == slot {
      reasons[reasons.count - 1].to = UInt16(slot + 1)
    } else {
      reasons.append(ReasonRun(from: UInt16(slot), to: UInt16(slot + 1), reason: reason))
    }
  }

  /// Up, and nobody knows with what.
  mutating func up(_ slot: Int) {
    up.insert(slot)
    current.removeAll()
  }

  /// How many runs begin where a slot has what the last up slot had.
  func runsAsBefore(at slot: Int) -> Int {
    current.count { !reaches(runs[Int($0)], slot) }
  }

  /// Up, with what the last up slot had.
  mutating func upAsBefore(_ slot: Int) {
    for index in current.indices {
      let run = runs[Int(current[index])]
      if reaches(run, slot) {
        runs[Int(current[index])].to = UInt16(slot + 1)
      } else {
        current[index] = begin(run.line, slot)
      }
    }
    up.insert(slot)
  }

  /// Whether a run can go on to a slot: all slots between them are down.
  ///
  /// A slot of which nothing is known may still be observed, after a clock was set back.
  private func reaches(_ run: Run, _ slot: Int) -> Bool {
    let end = Int(run.to)
    return end <= slot && down.count(in: end..<slot) == slot - end
  }

  private mutating func begin(_ line: Line, _ slot: Int) -> Int32 {
    runs.append(Run(line: line, from: UInt16(slot), to: UInt16(slot + 1)))
    return Int32(runs.count - 1)
  }

  /// The run that each line continues; nil where one begins.
  ///
  /// Mostly every line continues what stood in its place; only where one does not are all looked
  /// up, so that an inventory that changes whole takes no longer than twice its lines.
  func continued(_ lines: [Line?], at slot: Int) -> [Int32?] {
    var positions: [Line: Int32]?
    return lines.indices.map { index in
      guard let line = lines[index] else { return nil }
      if index < current.count {
        let run = runs[Int(current[index])]
        if run.line == line, reaches(run, slot) { return current[index] }
      }
      let known = positions ?? positionsByLine(at: slot)
      positions = known
      return known[line]
    }
  }

  private func positionsByLine(at slot: Int) -> [Line: Int32] {
    var positions: [Line: Int32] = [:]
    for position in current {
      let run = runs[Int(position)]
      if reaches(run, slot), positions[run.line] == nil { positions[run.line] = position }
    }
    return positions
  }

  /// Up, with these lines, each in the run that it continues or in one of its own.
  mutating func up(_ slot: Int, _ lines: [Line], continuing continued: [Int32?]) {
    up.insert(slot)
    current = zip(lines, continued).map { line, position in
      guard let position else { return begin(line, slot) }
      runs[Int(position)].to = UInt16(slot + 1)
      return position
    }
  }
}
