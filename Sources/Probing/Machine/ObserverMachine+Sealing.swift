import Evidence
import Quantities

/// A stretch whose segments are being made.
struct Sealing: Sendable {
  let slots: Range<Int64>
  /// All files, in the order in which the record names them.
  var drafts: [SegmentDraft]
  /// Those that are not safe yet.
  var unsafe: [Quantities.Digest]
  var failures = 0
  /// When to write again what failed, by the monotonic clock.
  var retryAt: Int64?
}

extension ObserverMachine {
  /// The first slot of which something is known that is in no segment; nil: there is none.
  var earliestOpenSlot: Int64? {
    var earliest: [Int64] = []
    for page in state.pages {
      var open = SlotRanges()
      open.insert(page.slots)
      for range in state.sealed.intersection(page.slots) { open.remove(range) }
      if let first = open.ranges.first { earliest.append(first.lowerBound) }
    }
    earliest += state.earliestPrice.map { [$0] } ?? []
    earliest += [state.leases.earliest, state.earliestClosing].compactMap { time in
      time.map { numbering.slot(holding: $0) }
    }
    return earliest.min()
  }

  /// The stretch that holds a slot: between the ends of epochs, terms and what is sealed.
  func stretch(_ slot: Int64, _ order: WatchOrder) -> Range<Int64> {
    let seconds = numbering.slotSeconds
    let longest = min(
      max(1, settings.longestSegmentSeconds / seconds), Int64(SegmentHeader.limitSlots))
    var low = slot / longest * longest
    var high = low + longest
    func cut(_ boundary: Int64) {
      if boundary <= slot { low = max(low, boundary) } else { high = min(high, boundary) }
    }
    func cut(around time: Timestamp) {
      cut(numbering.slot(holding: time))
      cut(numbering.slot(from: time))
    }
    for epoch in order.epochs { cut(numbering.slot(holding: epoch.end)) }
    for term in order.terms {
      cut(around: term.from)
      if let until = term.until { cut(around: until) }
    }
    for chain in state.chains where chain.end > .earliest { cut(around: chain.end) }
    for range in state.sealed.ranges {
      cut(range.lowerBound)
      cut(range.upperBound)
    }
    return low..<high
  }

  /// When the next stretch is due, by the wall clock in milliseconds; nil: none is open.
  func sealDue() -> Int64? {
    guard sealing == nil, let order, let slot = earliestOpenSlot else { return nil }
    let end = stretch(slot, order.order).upperBound
    guard numbering.isKnown(end) else { return nil }
    let patience = leasePatience(numbering.start(end), order.order)
    return milliseconds(ofSlot: end) + max(settings.settleMilliseconds, patience)
  }

  /// Makes the segments of the oldest stretch that is over, once all that is known of it is safe.
  mutating func seal() {
    if let retryAt = sealing?.retryAt, retryAt <= now.monotonic { storeAgain() }
    guard let due = sealDue(), due <= now.wall, let order, let slot = earliestOpenSlot
    else { return }
    let slots = stretch(slot, order.order)
    guard !writer.holds(before: slots.upperBound, numbering),
      !flights.values.contains(where: { $0.slot < slots.upperBound })
    else { return }
    let drafts = drafts(slots, order)
    sealing = Sealing(slots: slots, drafts: drafts, unsafe: drafts.map(\.ticket.digest))
    if drafts.isEmpty { writer.add(.sealed(slots, [])) }
    for draft in drafts { actions.append(.store(draft)) }
  }

  private mutating func drafts(_ slots: Range<Int64>, _ order: WatchTable) -> [SegmentDraft] {
    let span = numbering.span(slots)
    guard let key = order.key(for: span) else { return [] }
    var making = SegmentMaking(
      state: state, program: program, roster: order.order.roster, slots: slots, key: key)
    var drafts: [SegmentDraft] = []
    for type in SegmentMaking.types {
      if making.isSealedElsewhere(type) {
        let until = state.chain(key, type)?.end ?? span.end
        find(.sealedElsewhere(type: type, until: until))
        continue
      }
      do {
        if let draft = try making.draft(type) { drafts.append(draft) }
      } catch { find(.segmentRefused(type, error)) }
    }
    if making.droppedRows > 0 { find(.leaseRowsDropped(count: making.droppedRows)) }
    return drafts
  }

  private mutating func storeAgain() {
    sealing?.retryAt = nil
    for draft in sealing?.drafts ?? [] where sealing?.unsafe.contains(draft.ticket.digest) == true {
      actions.append(.store(draft))
    }
  }

  mutating func stored(_ digest: Quantities.Digest) {
    guard let position = sealing?.unsafe.firstIndex(of: digest) else { return }
    sealing?.unsafe.remove(at: position)
    guard let sealing, sealing.unsafe.isEmpty else { return }
    writer.add(.sealed(sealing.slots, sealing.drafts.map(\.ticket)))
    self.sealing?.drafts = []
  }

  mutating func storeFailed(_ digest: Quantities.Digest) {
    guard let open = sealing, open.unsafe.contains(digest), open.retryAt == nil else { return }
    if open.failures == 0 { find(.diskFailed) }
    sealing?.failures += 1
    sealing?.retryAt =
      now.monotonic + settings.backoffMilliseconds.wait(after: open.failures + 1)
  }

  /// Goes on where the log is, if it knows more of this observer than the spool.
  mutating func adopt(_ heads: [ChainHead]) {
    for head in heads {
      if let known = state.chain(head.key, head.type), known.sequence >= head.sequence {
        continue
      }
      writer.add(.chain(head))
    }
  }
}
