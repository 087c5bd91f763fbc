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
  /// The bytes that the runs stand for.
  private(set) var inventoryBytes = 0

  /// A stretch in which a node said the same of a device.
  struct Run: Hashable, Sendable {
    var node: UInt32
    var device: UInt32?
    var capacity: UInt32
    var allocatable: UInt32
    var allocated: UInt32
    var from: UInt16
    var to: UInt16
  }

  /// One line of an inventory, by the page's numbers.
  struct Line: Sendable {
    var node: UInt32
    var device: UInt32?
    var capacity: UInt32
    var allocatable: UInt32
    var allocated: UInt32
    var costBytes: Int
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

  /// Up, with what the last up slot had.
  mutating func upAsBefore(_ slot: Int) {
    for index in current.indices {
      let run = runs[Int(current[index])]
      if reaches(run, slot) {
        runs[Int(current[index])].to = UInt16(slot + 1)
      } else {
        current[index] = Int32(runs.count)
        var next = run
        (next.from, next.to) = (UInt16(slot), UInt16(slot + 1))
        runs.append(next)
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

  /// Up, with these lines; false where they are too much, so that the inventory is unknown.
  mutating func up(_ slot: Int, _ lines: [Line], limitBytes: Int) -> Bool {
    let continued = lines.map { line in current.first { continues(runs[Int($0)], line, slot) } }
    let cost = zip(lines, continued).reduce(0) { $0 + ($1.1 == nil ? $1.0.costBytes : 0) }
    guard inventoryBytes + cost <= limitBytes else {
      up(slot)
      return false
    }
    inventoryBytes += cost
    up.insert(slot)
    var next: [Int32] = []
    for (line, position) in zip(lines, continued) {
      if let position {
        runs[Int(position)].to = UInt16(slot + 1)
        next.append(position)
      } else {
        next.append(Int32(runs.count))
        runs.append(
          Run(
            node: line.node, device: line.device, capacity: line.capacity,
            allocatable: line.allocatable, allocated: line.allocated, from: UInt16(slot),
            to: UInt16(slot + 1)))
      }
    }
    current = next
    return true
  }

  private func continues(_ run: Run, _ line: Line, _ slot: Int) -> Bool {
    reaches(run, slot) && run.node == line.node && run.device == line.device
      && run.capacity == line.capacity
      && run.allocatable == line.allocatable && run.allocated == line.allocated
  }
}
