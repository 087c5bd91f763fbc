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

  private let slotCount: Int
  private let threshold: Int
  private let kinds: [TallyFinding.Kind?]
  private var views: [ProofView]
  /// The slots that each observer's proof segments cover.
  private let covers: [SlotSet]
  /// The slots that fewer than the quorum cover.
  let unobserved: SlotSet
  private var rows: [Row] = []
  private var losses: ArraySlice<IdentityLedger.Loss> = []
  private var values: [UInt32]

  init(
    _ views: [ProofView], observerCount: Int, slotCount: Int, threshold: Int,
    kinds: [TallyFinding.Kind?]
  ) {
    self.views = views
    self.slotCount = slotCount
    self.threshold = threshold
    self.kinds = kinds
    identity = IdentityLedger(views, slotCount: slotCount)
    var covers = Array(repeating: SlotSet(slotCount: slotCount), count: observerCount)
    for view in views { covers[view.observer].insert(view.coveredSlots) }
    self.covers = covers
    var unobserved = SlotSet(0..<slotCount, slotCount: slotCount)
    var counter = BitCounter(limit: observerCount)
    var words = unobserved.words
    for word in words.indices {
      counter.reset()
      for cover in covers { counter.add(cover.words[word]) }
      words[word] &= ~counter.atLeast(threshold)
    }
    unobserved = SlotSet(words: words, slotCount: slotCount)
    self.unobserved = unobserved
    values = Array(repeating: 0, count: slotCount)
  }

  /// Collects the rows of one provider; providers must ascend.
  mutating func gather(_ provider: UInt32) {
    guard !views.isEmpty else { return }
    rows.removeAll(keepingCapacity: true)
    provenRanges.removeAll(keepingCapacity: true)
    for position in views.indices {
      for index in views[position].rows(of: provider) {
        let view = views[position]
        let row = view.segment.row(index)
        let slots = view.wholeSlots(row)
        guard !slots.isEmpty else { continue }
        provenRanges.append(slots)
        let device = view.devices[Int(row.descriptor)]
        if let kind = kinds[device] {
          findings.add(
            kind, provider: provider, device: device,
            slots: SlotSet(slots, slotCount: slotCount))
        }
        rows.append(
          Row(
            observer: view.observer, code: view.codes[Int(row.descriptor)], device: row.device,
            level: row.level, slots: slots))
      }
    }
    losses = identity.losses(of: provider)
    rows.sort {
      ($0.code, $0.observer, $0.device) < ($1.code, $1.observer, $1.device)
    }
  }

  /// Ends a list with the counts at a level: proven by quorum, never above those of another list.
  mutating func append(
    code: UInt32?, level: ProofLevel, capped reported: RunList, by source: Int,
    up: ArraySlice<UInt64>, to lists: inout RunList
  ) {
    prove(code, level)
    for run in reported.list(source) {
      for slot in run.slots {
        values[slot] =
          run.rawCount == CountRun.unknownCount
          ? CountRun.unknownCount : min(values[slot], run.rawCount)
      }
    }
    for range in unobserved.ranges {
      for slot in range { values[slot] = CountRun.unknownCount }
    }
    lists.append(values[...], up: up)
  }

  /// Writes the `proof`-th largest number of distinct devices for each slot.
  private mutating func prove(_ code: UInt32?, _ level: ProofLevel) {
    for slot in values.indices { values[slot] = 0 }
    guard let code else { return }
    let mine = rows.filter { $0.code == code && $0.level >= level }
    let byObserver = mine.chunked { $0.observer == $1.observer }
    guard byObserver.count >= threshold else { return }
    var counts = Array(repeating: UInt32(0), count: byObserver.count * slotCount)
    for (position, rows) in byObserver.enumerated() {
      for same in rows.chunked(by: { $0.device == $1.device }) {
        for range in distinctSlots(same, code).ranges {
          for slot in range { counts[position * slotCount + slot] += 1 }
        }
      }
    }
    var ballot: [UInt32] = []
    for slot in 0..<slotCount {
      ballot.removeAll(keepingCapacity: true)
      // An observer without a row of the class proves 0, which no rank below it can raise.
      for position in byObserver.indices { ballot.append(counts[position * slotCount + slot]) }
      values[slot] = ballot.largest(threshold) ?? 0
    }
  }

  /// The slots of one device at one observer, less those in which it counts elsewhere.
  private func distinctSlots(_ rows: [Row].SubSequence, _ code: UInt32) -> SlotSet {
    var slots = SlotSet(slotCount: slotCount)
    for row in rows { slots.insert(row.slots) }
    guard let device = rows.first?.device else { return slots }
    for loss in losses where loss.code == code && loss.device == device {
      slots.subtract(loss.slots)
    }
    return slots
  }
}
