import Quantities

/// One provider's counts by observer and class, between the slots at which any of them changes.
struct CountGrid {
  /// The slots at which an interval begins; the first is 0.
  private(set) var starts: [Int] = []
  private var observerCount = 0
  /// The interval that begins at a slot; only set for slots in `starts`.
  private var intervals: [Int] = []
  /// One difference for each interval and one more, then sums: runs, and bad runs, by observer.
  private var cover: [UInt32] = []
  private var bad: [UInt32] = []
  /// The same for allocatable devices, by class, plain or homogeneous, and observer.
  private var sums: [UInt32] = []

  private var stride: Int { starts.count + 1 }

  /// Lays one provider's runs out.
  mutating func fill(_ inventory: InventoryScratch, observerCount: Int) {
    self.observerCount = observerCount
    findStarts(inventory)
    Self.clear(&cover, observerCount * stride)
    Self.clear(&bad, observerCount * stride)
    Self.clear(&sums, inventory.classes.count * 2 * observerCount * stride)
    for run in inventory.runs {
      let range = intervals[run.from]..<intervals[run.to]
      Self.add(1, range, to: &cover, at: run.observer * stride)
      if run.isBad {
        Self.add(1, range, to: &bad, at: run.observer * stride)
        continue
      }
      guard let position = inventory.classes.firstIndex(of: run.code) else { continue }
      let plain = offset(class: position, homogeneous: false, observer: run.observer)
      Self.add(run.allocatable, range, to: &sums, at: plain)
      let homogeneous = offset(class: position, homogeneous: true, observer: run.observer)
      guard run.mixed >= 0 else {
        Self.add(run.allocatable, range, to: &sums, at: homogeneous)
        continue
      }
      for interval in range where !inventory.mask(run.mixed, has: starts[interval]) {
        Self.add(run.allocatable, interval..<interval + 1, to: &sums, at: homogeneous)
      }
    }
    Self.sum(&cover, stride)
    Self.sum(&bad, stride)
    Self.sum(&sums, stride)
  }

  private mutating func findStarts(_ inventory: InventoryScratch) {
    var edges = SlotSet(0..<1, slotCount: inventory.slotCount)
    for run in inventory.runs {
      edges.insert(run.from)
      if run.to < inventory.slotCount { edges.insert(run.to) }
    }
    inventory.insertMaskEdges(into: &edges)
    starts.removeAll(keepingCapacity: true)
    if intervals.count <= inventory.slotCount {
      intervals = Array(repeating: 0, count: inventory.slotCount + 1)
    }
    for range in edges.ranges {
      for slot in range {
        intervals[slot] = starts.count
        starts.append(slot)
      }
    }
    intervals[inventory.slotCount] = starts.count
  }

  /// Whether the observer has an inventory there without a null or impossible run.
  func isKnown(observer: Int, interval: Int) -> Bool {
    let index = observer * stride + interval
    return cover[index] > 0 && bad[index] == 0
  }

  /// The devices that the observer counts.
  func count(class position: Int, homogeneous: Bool, observer: Int, interval: Int) -> UInt32 {
    sums[offset(class: position, homogeneous: homogeneous, observer: observer) + interval]
  }

  private func offset(class position: Int, homogeneous: Bool, observer: Int) -> Int {
    ((position * 2 + (homogeneous ? 1 : 0)) * observerCount + observer) * stride
  }

  private static func clear(_ array: inout [UInt32], _ count: Int) {
    array.removeAll(keepingCapacity: true)
    array.append(contentsOf: repeatElement(0, count: count))
  }

  private static func add(
    _ value: UInt32, _ range: Range<Int>, to array: inout [UInt32], at offset: Int
  ) {
    array[offset + range.lowerBound] &+= value
    array[offset + range.upperBound] &-= value
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
