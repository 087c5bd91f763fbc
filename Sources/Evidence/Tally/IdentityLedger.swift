import Quantities

/// Who loses which device, because it appears under another provider too (O-36).
struct IdentityLedger {
  /// A device that a provider's class does not count in some slots.
  struct Loss {
    let provider: UInt32
    let code: UInt32
    let device: UInt128
    let slots: SlotSet
  }

  /// Ascending by provider, class and device.
  private(set) var losses: [Loss] = []
  /// Duplicates and shared hosts, one for each provider and class.
  private(set) var findings = FindingLedger()
  private let slotCount: Int

  init(_ views: [ProofView], slotCount: Int) {
    self.slotCount = slotCount
    for (provider, device) in Self.groups(views, of: .device) {
      judge(provider, device: device)
    }
    for (rows, _) in Self.groups(views, of: .host, ignoring: 0) {
      judgeHost(rows)
    }
    losses.sort {
      ($0.provider, $0.code, $0.device) < ($1.provider, $1.code, $1.device)
    }
  }

  private struct Appearance {
    let identity: UInt128
    let provider: UInt32
    let code: UInt32
    let slots: Range<Int>
  }

  /// The rows of every identity that two or more providers have, one group for each.
  private static func groups(
    _ views: [ProofView], of column: ProofSegment.Identity, ignoring ignored: UInt128? = nil
  ) -> [(rows: ArraySlice<Appearance>, identity: UInt128)] {
    var owners: [UInt128: UInt32] = [:]
    owners.reserveCapacity(views.map(\.segment.rowCount).max() ?? 0)
    var suspects: Set<UInt128> = []
    for view in views {
      view.segment.forEachIdentity(column) { _, provider, identity in
        guard identity != ignored else { return }
        let owner = owners.updateValue(provider, forKey: identity)
        if let owner, owner != provider { suspects.insert(identity) }
      }
    }
    guard !suspects.isEmpty else { return [] }
    var rows: [Appearance] = []
    for view in views {
      view.segment.forEachIdentity(column) { index, provider, identity in
        guard suspects.contains(identity) else { return }
        let row = view.segment.row(index)
        let slots = view.wholeSlots(row)
        guard !slots.isEmpty else { return }
        rows.append(
          Appearance(
            identity: identity, provider: provider, code: view.codes[Int(row.descriptor)],
            slots: slots))
      }
    }
    rows.sort {
      ($0.identity, $0.provider, $0.code) < ($1.identity, $1.provider, $1.code)
    }
    return rows.chunked { $0.identity == $1.identity }.map { ($0, $0[$0.startIndex].identity) }
  }

  private func cover(_ rows: ArraySlice<Appearance>) -> SlotSet {
    var set = SlotSet(slotCount: slotCount)
    for row in rows { set.insert(row.slots) }
    return set
  }

  /// The smallest provider keeps the device; all that have it in common slots are found.
  private mutating func judge(_ rows: ArraySlice<Appearance>, device: UInt128) {
    let holders = rows.chunked { $0.provider == $1.provider }
    let covers = holders.map(cover)
    let shared = Self.inCommon(covers, slotCount: slotCount)
    var before = SlotSet(slotCount: slotCount)
    for (holder, cover) in zip(holders, covers) {
      for rows in holder.chunked(by: { $0.code == $1.code }) {
        let first = rows[rows.startIndex]
        let slots = self.cover(rows)
        findings.add(
          .duplicateDevice, provider: first.provider, code: first.code,
          slots: slots.intersection(shared))
        let lost = slots.intersection(before)
        guard !lost.isEmpty else { continue }
        losses.append(
          Loss(provider: first.provider, code: first.code, device: device, slots: lost))
      }
      before.formUnion(cover)
    }
  }

  private mutating func judgeHost(_ rows: ArraySlice<Appearance>) {
    let holders = rows.chunked { $0.provider == $1.provider }
    let shared = Self.inCommon(holders.map(cover), slotCount: slotCount)
    for holder in holders {
      for rows in holder.chunked(by: { $0.code == $1.code }) {
        let first = rows[rows.startIndex]
        findings.add(
          .sharedHost, provider: first.provider, code: first.code,
          slots: cover(rows).intersection(shared))
      }
    }
  }

  /// The slots that two or more of the sets have.
  private static func inCommon(_ sets: [SlotSet], slotCount: Int) -> SlotSet {
    var once = SlotSet(slotCount: slotCount)
    var twice = SlotSet(slotCount: slotCount)
    for set in sets {
      twice.formUnion(once.intersection(set))
      once.formUnion(set)
    }
    return twice
  }

  /// The losses of one provider.
  func losses(of provider: UInt32) -> ArraySlice<Loss> {
    let from = firstIndex(notBelow: provider)
    var to = from
    while to < losses.count, losses[to].provider == provider { to += 1 }
    return losses[from..<to]
  }

  private func firstIndex(notBelow provider: UInt32) -> Int {
    var low = 0
    var high = losses.count
    while low < high {
      let middle = (low + high) / 2
      if losses[middle].provider < provider { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension RandomAccessCollection where SubSequence: RandomAccessCollection, Index == Int {
  /// Maximal stretches of neighbours that belong together.
  func chunked(by belongs: (Element, Element) -> Bool) -> [SubSequence] {
    var chunks: [SubSequence] = []
    var from = startIndex
    for index in indices.dropFirst() where !belongs(self[index - 1], self[index]) {
      chunks.append(self[from..<index])
      from = index
    }
    if from < endIndex { chunks.append(self[from..<endIndex]) }
    return chunks
  }
}
