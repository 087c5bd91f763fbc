import Policy
import Quantities

/// One provider's proven devices, and what they make of its counts.
struct ProofScratch {
  private struct Row {
    let observer: Int
    let code: UInt32
    let device: UInt128
    let level: ProofLevel
    let slots: Range<Int>
  }

  let identity: IdentityLedger
  /// The whole slots in which any device of the provider proved itself, at any level.
  private(set) var provenRanges: [Range<Int>] = []
  private(set) var findings = FindingLedger()
  /// The slots that fewer observers than the quorum cover.
  let unobserved: SlotSet

  private let slotCount: Int
  private let threshold: Int
  private let kinds: [TallyFinding.Kind?]
  private let observerCount: Int
  private var views: [ProofView]
  private let unobservedEdges: [Int]
  private var rows: [Row] = []
  private var losses: ArraySlice<IdentityLedger.Loss> = []
  /// The proven counts of the class and level at hand: from each start on, until the next.
  private var starts: [Int] = [0]
  private var counts: [UInt32] = [0]

  init(
    _ views: [ProofView], observerCount: Int, slotCount: Int, threshold: Int,
    kinds: [TallyFinding.Kind?]
  ) {
    self.views = views
    self.slotCount = slotCount
    self.threshold = threshold
    self.kinds = kinds
    self.observerCount = observerCount
    identity = IdentityLedger(views, slotCount: slotCount)
    var covers = Array(repeating: SlotSet(slotCount: slotCount), count: observerCount)
    for view in views { covers[view.observer].insert(view.coveredSlots) }
    var counter = BitCounter(limit: observerCount)
    var words = SlotSet(0..<slotCount, slotCount: slotCount).words
    for word in words.indices {
      counter.reset()
      for cover in covers { counter.add(cover.words[word]) }
      words[word] &= ~counter.atLeast(threshold)
    }
    unobserved = SlotSet(words: words, slotCount: slotCount)
    unobservedEdges = unobserved.ranges.flatMap { [$0.lowerBound, $0.upperBound] }
  }

  /// Collects the rows of one provider; providers must ascend.
  mutating func gather(_ provider: UInt32) {
    guard !views.isEmpty else { return }
    rows.removeAll(keepingCapacity: true)
    provenRanges.removeAll(keepingCapacity: true)
    for position in views.indices {
      let range = views[position].rows(of: provider)
      if !range.isEmpty { gather(provider, views[position], range) }
    }
    losses = identity.losses(of: provider)
    rows.sort {
      ($0.code, $0.observer, $0.device) < ($1.code, $1.observer, $1.device)
    }
  }

  private mutating func gather(_ provider: UInt32, _ view: ProofView, _ range: Range<Int>) {
    for index in range {
      let row = view.segment.row(index)
      let slots = view.wholeSlots(row)
      guard !slots.isEmpty else { continue }
      if provenRanges.last != slots { provenRanges.append(slots) }
      let device = view.devices[Int(row.descriptor)]
      if let kind = kinds[device] {
        findings.add(
          kind, provider: provider, device: device, slots: SlotSet(slots, slotCount: slotCount))
      }
      rows.append(
        Row(
          observer: view.observer, code: view.codes[Int(row.descriptor)], device: row.device,
          level: row.level, slots: slots))
    }
  }

  /// Finds the `proof`-th largest number of distinct devices of a class, at a level or above.
  mutating func prove(_ code: UInt32?, _ level: ProofLevel) {
    starts = [0]
    counts = [0]
    guard let code else { return }
    let mine = rows.filter { $0.code == code && $0.level >= level }
    var devices: [(observer: Int, slots: Range<Int>)] = []
    for same in mine.chunked(by: { $0.observer == $1.observer && $0.device == $1.device }) {
      for range in distinctSlots(same, code) {
        devices.append((mine[same.startIndex].observer, range))
      }
    }
    guard !devices.isEmpty else { return }
    var edges = SlotSet(0..<1, slotCount: slotCount)
    for device in devices {
      edges.insert(device.slots.lowerBound)
      if device.slots.upperBound < slotCount { edges.insert(device.slots.upperBound) }
    }
    starts = edges.ranges.flatMap { Array($0) }
    counts = ranked(devices)
  }

  /// The slots of one device at one observer, less those in which it counts elsewhere.
  private func distinctSlots(_ rows: ArraySlice<Row>, _ code: UInt32) -> [Range<Int>] {
    guard let first = rows.first else { return [] }
    let lost = losses.filter { $0.code == code && $0.device == first.device }
    if rows.count == 1, lost.isEmpty { return [first.slots] }
    var slots = SlotSet(slotCount: slotCount)
    for row in rows { slots.insert(row.slots) }
    for loss in lost { slots.subtract(loss.slots) }
    return slots.ranges
  }

  /// The quorum's number of devices in each interval; an observer without a row proves 0.
  private func ranked(_ devices: [(observer: Int, slots: Range<Int>)]) -> [UInt32] {
    let stride = starts.count + 1
    var sums = Array(repeating: UInt32(0), count: observerCount * stride)
    for device in devices {
      sums[device.observer * stride + interval(device.slots.lowerBound)] &+= 1
      sums[device.observer * stride + interval(device.slots.upperBound)] &-= 1
    }
    var ballot = Array(repeating: UInt32(0), count: observerCount)
    var totals = ballot
    return starts.indices.map { position in
      for observer in 0..<observerCount {
        totals[observer] &+= sums[observer * stride + position]
      }
      ballot = totals
      ballot.sort(by: >)
      return threshold <= observerCount ? ballot[threshold - 1] : 0
    }
  }

  /// The position of the interval that begins at a slot, or the number of them for the end.
  private func interval(_ slot: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < slot { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Adds a list of the proven counts, none above the other list's and unknown where that is, or
  /// where too few observers proved at all.
  func append(cappedBy reported: ArraySlice<CountRun>, up: UpSlots, to lists: inout RunList) {
    lists.begin()
    var slot = 0
    var run = reported.startIndex
    var proven = 0
    var edge = 0
    while slot < slotCount {
      while Int(reported[run].to) <= slot { run += 1 }
      while proven + 1 < starts.count, starts[proven + 1] <= slot { proven += 1 }
      while edge < unobservedEdges.count, unobservedEdges[edge] <= slot { edge += 1 }
      var end = Int(reported[run].to)
      if proven + 1 < starts.count { end = min(end, starts[proven + 1]) }
      if edge < unobservedEdges.count { end = min(end, unobservedEdges[edge]) }
      if let first = up.first(in: slot..<end) {
        let cap = reported[run].rawCount
        let isUnknown = edge % 2 == 1 || cap == CountRun.unknownCount
        lists.add(isUnknown ? CountRun.unknownCount : min(counts[proven], cap), at: first)
      }
      slot = end
    }
    lists.end(slotCount: slotCount)
  }
}
