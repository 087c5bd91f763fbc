/// The slots of a claim's units, kept as changes from one unit to the next.
///
/// In a stretch with `slots` up slots and given counts, units below the first threshold were
/// verified, those below the second node-mixed, below the third unproven, and the rest missing.
/// Units differ only at thresholds, so that no work is done per unit.
struct UnitProfile {
  /// Slots verified, node-mixed, unproven and missing.
  typealias Slots = SIMD4<UInt64>

  /// Where units change kind in a stretch: numbers of units, ascending.
  struct Thresholds: Equatable {
    var verified: Int
    var nodeMixed: Int
    var unproven: Int
  }

  private struct Cut {
    let unit: Int
    /// What is added from this unit on; sums never fall below zero, so that wrapping is exact.
    let change: Slots
  }

  private var cuts: [Cut] = []

  mutating func reset() {
    cuts.removeAll(keepingCapacity: true)
    cuts.append(Cut(unit: 0, change: .zero))
  }

  /// Adds a stretch of a claim with so many units; changes beyond them are of no interest.
  mutating func add(_ thresholds: Thresholds, slots: Int, units: Int) {
    let count = UInt64(slots)
    append(0, Slots(count, 0, 0, 0))
    guard thresholds.verified < units else { return }
    append(thresholds.verified, Slots(0 &- count, count, 0, 0))
    guard thresholds.nodeMixed < units else { return }
    append(thresholds.nodeMixed, Slots(0, 0 &- count, count, 0))
    guard thresholds.unproven < units else { return }
    append(thresholds.unproven, Slots(0, 0, 0 &- count, count))
  }

  /// Makes units differ at this one, whatever their slots are.
  mutating func cut(at unit: Int) {
    append(unit, .zero)
  }

  private mutating func append(_ unit: Int, _ change: Slots) {
    // Few stretches have few thresholds: the list stays short and nearly sorted.
    var index = cuts.count
    while index > 0, cuts[index - 1].unit > unit { index -= 1 }
    if index > 0, cuts[index - 1].unit == unit {
      cuts[index - 1] = Cut(unit: unit, change: cuts[index - 1].change &+ change)
    } else {
      cuts.insert(Cut(unit: unit, change: change), at: index)
    }
  }

  /// Calls with each run of units between two cuts, numbered from 0, and the slots of each unit.
  func forEachRun<Failure: Error>(
    units: Int, _ body: (Range<Int>, Slots) throws(Failure) -> Void
  ) throws(Failure) {
    var slots = Slots.zero
    for (index, cut) in cuts.enumerated() {
      slots = slots &+ cut.change
      let end = index + 1 < cuts.count ? min(cuts[index + 1].unit, units) : units
      if cut.unit < end { try body(cut.unit..<end, slots) }
    }
  }
}
