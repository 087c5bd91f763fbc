import Policy
import Quantities

extension ProviderSweep {
  /// Writes the entries of one provider whose words and runs are at hand.
  mutating func count(_ provider: UInt32) {
    guard up.contains(where: { $0 != 0 }) else { return }
    let classes = inventory.classes
    reported.removeAll()
    if inventory.isConstant, hasEnoughCounts, hasRunsWhereUp, let counts = constantCounts() {
      for count in counts { reported.append(constant: count, slotCount: slotCount) }
    } else {
      countSlots()
    }
    let losses = proofs.identity.losses(of: provider)
    if !losses.isEmpty { subtract(losses, classes) }
    var lists = RunList()
    let rest = classes.count
    for position in [rest] + classes.indices { append(position, to: &lists) }
    emit(lists, classes)
  }

  /// Whether every observer that has the provider up in an up slot has an inventory of it.
  private var hasRunsWhereUp: Bool {
    for observer in 0..<observerCount where isPresent(observer) {
      guard inventory.runs.contains(where: { $0.observer == observer }) else { return false }
    }
    return true
  }

  private func isPresent(_ observer: Int) -> Bool {
    for word in 0..<words where ups[observer * words + word] & up[word] != 0 { return true }
    return false
  }

  /// The counts, plain and homogeneous, of each class and of the rest, where all observers agree
  /// on them for the whole span; nil where they do not.
  private func constantCounts() -> [UInt32]? {
    var counts: [UInt32] = []
    counts.reserveCapacity(2 * inventory.classes.count + 2)
    for gpuClass in inventory.classes {
      var agreed: (UInt32, UInt32)?
      for observer in 0..<observerCount where isPresent(observer) {
        var plain: UInt32 = 0
        var homogeneous: UInt32 = 0
        for run in inventory.runs where run.observer == observer && run.code == gpuClass {
          plain &+= run.allocatable
          if run.mixed < 0 { homogeneous &+= run.allocatable }
        }
        if let agreed, agreed != (plain, homogeneous) { return nil }
        agreed = (plain, homogeneous)
      }
      guard let agreed else { return nil }
      counts += [agreed.0, agreed.1]
    }
    return counts + [0, 0]
  }

  /// The counts of all slots where they change or observers differ.
  private mutating func countSlots() {
    grid.fill(inventory, observerCount: observerCount)
    let classCount = inventory.classes.count
    let lists = 2 * classCount + 2
    values.removeAll(keepingCapacity: true)
    values.append(contentsOf: repeatElement(CountRun.unknownCount, count: lists * slotCount))
    let present = (0..<observerCount).filter { isPresent($0) }
    var ballot: [UInt32] = []
    for (from, to) in zip(grid.breaks, grid.breaks.dropFirst() + [slotCount]) {
      let allKnow =
        hasEnoughCounts && present.allSatisfy { grid.isKnown(observer: $0, slot: from) }
      for list in 0..<lists {
        if allKnow, let count = agreed(list, classCount, present, slot: from) {
          for slot in from..<to { values[list * slotCount + slot] = count }
          continue
        }
        for slot in from..<to where up[slot / 64] >> UInt64(slot % 64) & 1 == 1 {
          vote(list, classCount, present, slot: slot, ballot: &ballot)
        }
      }
    }
    for list in 0..<lists {
      reported.append(values[list * slotCount..<(list + 1) * slotCount], up: up[...])
    }
  }

  private func word(_ list: Int, _ classCount: Int, observer: Int, slot: Int) -> UInt32 {
    list / 2 == classCount
      ? 0
      : grid.count(
        class: list / 2, homogeneous: list % 2 == 1, observer: observer, slot: slot)
  }

  private func agreed(_ list: Int, _ classCount: Int, _ present: [Int], slot: Int) -> UInt32? {
    guard let first = present.first else { return nil }
    let count = word(list, classCount, observer: first, slot: slot)
    for observer in present.dropFirst()
    where word(list, classCount, observer: observer, slot: slot) != count {
      return nil
    }
    return count
  }

  /// The `count`-th largest of the known counts of those that have the provider up in the slot.
  private mutating func vote(
    _ list: Int, _ classCount: Int, _ present: [Int], slot: Int, ballot: inout [UInt32]
  ) {
    ballot.removeAll(keepingCapacity: true)
    for observer in present
    where ups[observer * words + slot / 64] >> UInt64(slot % 64) & 1 == 1
      && grid.isKnown(observer: observer, slot: slot)
    {
      ballot.append(word(list, classCount, observer: observer, slot: slot))
    }
    guard let count = ballot.largest(quorum.count) else { return }
    values[list * slotCount + slot] = count
  }

  /// Takes devices that count elsewhere from the `reported` counts, never below 0 (O-36).
  private mutating func subtract(_ losses: ArraySlice<IdentityLedger.Loss>, _ classes: [UInt32]) {
    var lists = RunList()
    var counts = Array(repeating: CountRun.unknownCount, count: slotCount)
    for list in 0..<2 * classes.count + 2 {
      reported.expand(list, into: &counts, at: 0)
      for loss in losses where list / 2 < classes.count && loss.code == classes[list / 2] {
        for range in loss.slots.ranges {
          for slot in range where counts[slot] != CountRun.unknownCount && counts[slot] > 0 {
            counts[slot] -= 1
          }
        }
      }
      lists.append(counts[...], up: up[...])
    }
    reported = lists
  }

  /// Adds the lists of one class, or of the rest, one for each track.
  private mutating func append(_ position: Int, to lists: inout RunList) {
    let code = position < inventory.classes.count ? inventory.classes[position] : nil
    for track in tracks {
      let source = 2 * position + (track.homogeneous ? 1 : 0)
      guard track.level > .reported else {
        lists.append(copying: reported.list(source))
        continue
      }
      proofs.append(
        code: code, level: track.level, capped: reported, by: source, up: up[...], to: &lists)
    }
  }

  /// Writes the entries that say something: a class that counts as one that nobody saw is left to
  /// the last entry, and that one is left out where nothing at all is known.
  private mutating func emit(_ lists: RunList, _ classes: [UInt32]) {
    let trackCount = tracks.count
    func entry(_ index: Int) -> [CountRun] {
      (0..<trackCount).flatMap { lists.list(index * trackCount + $0) }
    }
    let rest = entry(0)
    var hasEntry = false
    for (position, gpuClass) in classes.enumerated() where entry(position + 1) != rest {
      hasEntry = true
      append(entry: position + 1, gpuClass, lists)
    }
    if hasEntry || rest.contains(where: { $0.count != nil }) {
      append(entry: 0, CountTable.restClass, lists)
    }
  }

  private mutating func append(entry: Int, _ rawClass: UInt32, _ lists: RunList) {
    parts.counts.beginEntry(rawClass)
    for track in tracks.indices {
      for run in lists.list(entry * tracks.count + track) { parts.counts.append(run) }
      parts.counts.endTrack()
    }
  }
}

extension [UInt32] {
  /// The `rank`-th largest element, from 1; nil with fewer. The array is put in order.
  mutating func largest(_ rank: Int) -> UInt32? {
    guard rank <= count else { return nil }
    sort(by: >)
    return self[rank - 1]
  }
}
