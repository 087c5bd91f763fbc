import Quantities

/// One provider's counts by observer, class and slot, where they change during the span.
struct CountGrid {
  private var slotCount = 0
  private var observerCount = 0
  /// `slotCount + 1` differences each, then sums: runs, and bad runs, by observer.
  private var cover: [UInt32] = []
  private var bad: [UInt32] = []
  /// The same for allocatable devices, by class, plain or homogeneous, and observer.
  private var sums: [UInt32] = []
  /// The slots at which some run begins or ends.
  private(set) var breaks: [Int] = []

  /// Lays one provider's runs out.
  mutating func fill(_ inventory: InventoryScratch, observerCount: Int) {
    slotCount = inventory.slotCount
    self.observerCount = observerCount
    let stride = slotCount + 1
    Self.clear(&cover, observerCount * stride)
    Self.clear(&bad, observerCount * stride)
    Self.clear(&sums, inventory.classes.count * 2 * observerCount * stride)
    var edges = SlotSet(0..<1, slotCount: slotCount)
    for run in inventory.runs {
      edges.insert(run.from)
      if run.to < slotCount { edges.insert(run.to) }
      Self.add(1, run.from..<run.to, to: &cover, at: run.observer * stride)
      if run.isBad {
        Self.add(1, run.from..<run.to, to: &bad, at: run.observer * stride)
        continue
      }
      guard let position = inventory.classes.firstIndex(of: run.code) else { continue }
      let plain = offset(class: position, homogeneous: false, observer: run.observer)
      Self.add(run.allocatable, run.from..<run.to, to: &sums, at: plain)
      let homogeneous = offset(class: position, homogeneous: true, observer: run.observer)
      guard run.mixed >= 0 else {
        Self.add(run.allocatable, run.from..<run.to, to: &sums, at: homogeneous)
        continue
      }
      for slot in run.from..<run.to {
        if inventory.mask(run.mixed, has: slot) {
          edges.insert(slot)
          if slot + 1 < slotCount { edges.insert(slot + 1) }
        } else {
          Self.add(run.allocatable, slot..<slot + 1, to: &sums, at: homogeneous)
        }
      }
    }
    Self.sum(&cover, stride)
    Self.sum(&bad, stride)
    Self.sum(&sums, stride)
    breaks = edges.ranges.flatMap { Array($0) }
  }

  /// Whether the observer has an inventory there without a null or impossible run.
  func isKnown(observer: Int, slot: Int) -> Bool {
    let index = observer * (slotCount + 1) + slot
    return cover[index] > 0 && bad[index] == 0
  }

  /// The devices that the observer counts.
  func count(class position: Int, homogeneous: Bool, observer: Int, slot: Int) -> UInt32 {
    sums[offset(class: position, homogeneous: homogeneous, observer: observer) + slot]
  }

  private func offset(class position: Int, homogeneous: Bool, observer: Int) -> Int {
    ((position * 2 + (homogeneous ? 1 : 0)) * observerCount + observer) * (slotCount + 1)
  }

  private static func clear(_ array: inout [UInt32], _ count: Int) {
    array.removeAll(keepingCapacity: true)
    array.append(contentsOf: repeatElement(0, count: count))
  }

  private static func add(
    _ value: UInt32, _ slots: Range<Int>, to array: inout [UInt32], at offset: Int
  ) {
    array[offset + slots.lowerBound] &+= value
    array[offset + slots.upperBound] &-= value
  }

  private static func sum(_ array: inout [UInt32], _ stride: Int) {
    for start in Swift.stride(from: 0, to: array.count, by: stride) {
      var total: UInt32 = 0
      for index in start..<start + stride {
        total &+= array[index]
        array[index] = total
      }
    }
  }
}
