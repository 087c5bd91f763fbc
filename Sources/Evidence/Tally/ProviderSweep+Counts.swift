import Policy
import Quantities

extension ProviderSweep {
  /// Writes the entries of one provider whose words and runs are at hand.
  mutating func count(_ provider: UInt32) {
    guard !up.isEmpty else { return }
    findPresent()
    let losses = proofs.identity.losses(of: provider)
    let isSteady = inventory.isConstant && hasEnoughCounts && hasRunsWhereUp && agreeForAllSlots()
    if isSteady, losses.isEmpty, !looksAtProofs { return emitSteady() }
    reported.removeAll()
    if isSteady {
      for count in steady { reported.append(constant: count, slotCount: slotCount) }
    } else {
      countIntervals()
    }
    if !losses.isEmpty { reported = subtracting(losses) }
    lists.removeAll()
    let rest = inventory.classes.count
    appendLists(rest)
    for position in inventory.classes.indices { appendLists(position) }
    emit()
  }

  /// Collects the observers that have the provider up in a slot that is up.
  private mutating func findPresent() {
    present.removeAll(keepingCapacity: true)
    for observer in 0..<observerCount {
      for word in 0..<words where ups[observer * words + word] & up[word] != 0 {
        present.append(observer)
        break
      }
    }
  }

  private var hasRunsWhereUp: Bool {
    present.allSatisfy { observer in
      inventory.runs.contains { $0.observer == observer }
    }
  }

  /// Fills `steady` with the counts, plain and homogeneous, of each class and of the rest, where
  /// all observers agree on them for the whole span.
  private mutating func agreeForAllSlots() -> Bool {
    steady.removeAll(keepingCapacity: true)
    for gpuClass in inventory.classes {
      var agreed: (plain: UInt32, homogeneous: UInt32)?
      for observer in present {
        var plain: UInt32 = 0
        var homogeneous: UInt32 = 0
        for run in inventory.runs where run.observer == observer && run.code == gpuClass {
          plain &+= run.allocatable
          if run.mixed < 0 { homogeneous &+= run.allocatable }
        }
        if let agreed, agreed != (plain, homogeneous) { return false }
        agreed = (plain, homogeneous)
      }
      guard let agreed else { return false }
      steady.append(agreed.plain)
      steady.append(agreed.homogeneous)
    }
    steady.append(0)
    steady.append(0)
    return true
  }

  /// Writes entries of one run for each track, straight from `steady`.
  private mutating func emitSteady() {
    for (position, gpuClass) in inventory.classes.enumerated()
    where steady[2 * position] != 0 || (inventory.looksAtNodes && steady[2 * position + 1] != 0) {
      parts.counts.beginEntry(gpuClass)
      for track in tracks {
        let count = steady[2 * position + (track.homogeneous ? 1 : 0)]
        parts.counts.append(CountRun(from: 0, to: UInt32(slotCount), rawCount: count))
        parts.counts.endTrack()
      }
    }
    parts.counts.beginEntry(CountTable.restClass)
    for _ in tracks {
      parts.counts.append(CountRun(from: 0, to: UInt32(slotCount), rawCount: 0))
      parts.counts.endTrack()
    }
  }

  /// The counts where they change or observers differ, interval by interval.
  private mutating func countIntervals() {
    grid.fill(inventory, observerCount: observerCount)
    let classCount = inventory.classes.count
    for list in 0..<2 * classCount + 2 {
      reported.begin()
      for interval in grid.starts.indices {
        let end = interval + 1 < grid.starts.count ? grid.starts[interval + 1] : slotCount
        vote(list, classCount, interval, grid.starts[interval]..<end)
      }
      reported.end(slotCount: slotCount)
    }
  }

  private func word(_ list: Int, _ classCount: Int, _ observer: Int, _ interval: Int) -> UInt32 {
    list / 2 == classCount
      ? 0
      : grid.count(
        class: list / 2, homogeneous: list % 2 == 1, observer: observer, interval: interval)
  }

  /// Adds one interval of one list: the `count`-th largest of the known counts, slot by slot of
  /// those that have the provider up, for 64 slots at a time.
  private mutating func vote(
    _ list: Int, _ classCount: Int, _ interval: Int, _ range: Range<Int>
  ) {
    guard let first = up.first(in: range) else { return }
    ballot.removeAll(keepingCapacity: true)
    for observer in present where grid.isKnown(observer: observer, interval: interval) {
      let count = word(list, classCount, observer, interval)
      var position = ballot.count
      while position > 0, ballot[position - 1].count < count { position -= 1 }
      ballot.insert((count, observer), at: position)
    }
    guard ballot.count >= quorum.count else {
      return reported.add(CountRun.unknownCount, at: first)
    }
    if hasEnoughCounts, ballot.count == present.count,
      ballot[0].count == ballot[ballot.count - 1].count
    {
      return reported.add(ballot[0].count, at: first)
    }
    for word in SlotSet.wordRange(range) {
      addWord(word, up[word] & SlotSet.mask(word: word, of: range))
    }
  }

  /// Adds the slots of one word: the ballot's counts stand in descending order.
  private mutating func addWord(_ word: Int, _ slots: UInt64) {
    guard slots != 0 else { return }
    outcomes.removeAll(keepingCapacity: true)
    counter.reset()
    var rest = slots
    for (position, vote) in ballot.enumerated() {
      counter.add(ups[vote.observer * words + word])
      let isLast = position + 1 == ballot.count || ballot[position + 1].count != vote.count
      guard isLast else { continue }
      let reached = counter.atLeast(quorum.count) & rest
      if reached != 0 { outcomes.append((vote.count, reached)) }
      rest &= ~reached
    }
    if rest != 0 { outcomes.append((CountRun.unknownCount, rest)) }
    // Whole stretches of one outcome are added at once.
    var open = slots
    while open != 0 {
      let slot = open.trailingZeroBitCount
      guard let outcome = outcomes.first(where: { $0.slots >> UInt64(slot) & 1 == 1 }) else {
        preconditionFailure("Every slot has one outcome.")
      }
      reported.add(outcome.count, at: word * 64 + slot)
      let others = open & ~outcome.slots
      open = others == 0 ? 0 : open & (UInt64.max << UInt64(others.trailingZeroBitCount))
    }
  }

  /// The `reported` lists less the devices that count elsewhere, never below 0 (O-36).
  private func subtracting(_ losses: ArraySlice<IdentityLedger.Loss>) -> RunList {
    var result = RunList()
    let classes = inventory.classes
    for list in 0..<2 * classes.count + 2 {
      let mine = losses.filter { list / 2 < classes.count && $0.code == classes[list / 2] }
      guard !mine.isEmpty else {
        result.append(copying: reported.list(list))
        continue
      }
      result.begin()
      for run in reported.list(list) {
        for slot in run.slots where up[slot / 64] >> UInt64(slot % 64) & 1 == 1 {
          let lost = UInt32(mine.count { $0.slots.contains(slot) })
          let isUnknown = run.rawCount == CountRun.unknownCount
          result.add(isUnknown ? run.rawCount : run.rawCount - min(lost, run.rawCount), at: slot)
        }
      }
      result.end(slotCount: slotCount)
    }
    return result
  }

  /// Adds the lists of one class, or of the rest, one for each track.
  private mutating func appendLists(_ position: Int) {
    let code = position < inventory.classes.count ? inventory.classes[position] : nil
    var level = ProofLevel.reported
    for track in tracks {
      let source = reported.list(2 * position + (track.homogeneous ? 1 : 0))
      guard track.level > .reported else {
        lists.append(copying: source)
        continue
      }
      if track.level != level { proofs.prove(code, track.level) }
      level = track.level
      proofs.append(cappedBy: source, up: up, to: &lists)
    }
  }

  /// Writes the entries that say something: a class that counts as one that nobody saw is left to
  /// the last entry, and that one is left out where nothing at all is known.
  private mutating func emit() {
    var hasEntry = false
    for (position, gpuClass) in inventory.classes.enumerated()
    where !lists.areEqual(0, (position + 1) * tracks.count, count: tracks.count) {
      hasEntry = true
      append(entry: position + 1, gpuClass)
    }
    let knowsAny = tracks.indices.contains { track in
      lists.list(track).contains { $0.count != nil }
    }
    if hasEntry || knowsAny { append(entry: 0, CountTable.restClass) }
  }

  private mutating func append(entry: Int, _ rawClass: UInt32) {
    parts.counts.beginEntry(rawClass)
    for track in tracks.indices {
      for run in lists.list(entry * tracks.count + track) { parts.counts.append(run) }
      parts.counts.endTrack()
    }
  }
}
