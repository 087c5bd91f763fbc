import Evidence
import Quantities

extension ObserverMachine {
  /// Sends an outcome on its way to the disk; where the disk takes none and memory is full, it is
  /// unobserved, and counted.
  mutating func keep(_ record: SpoolRecord) {
    if writer.waitingBytes + record.waitingBytes > settings.limitPendingBytes {
      lostCount += 1
      switch record {
      case .up(let provider, let slot, _), .down(let provider, let slot, _):
        say(provider, slot, .unobserved(.notKept))
      default: break
      }
      return
    }
    writer.add(record)
  }

  /// Begins the next write, if one is due.
  mutating func flush() {
    guard writer.isReady(now: now.monotonic) else { return }
    let opening = writer.offset == 0 ? opening() : []
    actions.append(.append(writer.next(numbering, opening: opening, secret: state.secret)))
  }

  /// What a part begins with: everything that earlier parts say beside outcomes.
  private func opening() -> [SpoolRecord] {
    var records: [SpoolRecord] = [
      .opened(
        SpoolOpening(
          program: program, slotSeconds: numbering.slotSeconds, secret: state.secret))
    ]
    records += state.chains.map { .chain($0) }
    records += state.leasesReadUntil.map { [.leasesRead(until: $0)] } ?? []
    records += state.sealed.ranges.map { .sealedBefore($0) }
    var network = state.blind
    for range in state.clockBlind.ranges { network.remove(range) }
    records += network.ranges.map { .blind($0, .ownNetwork) }
    records += state.clockBlind.ranges.map { .blind($0, .clock) }
    records += state.tickets.map { .ticket($0.ticket, isPublished: $0.isPublished) }
    let periods = zip(state.periods.keys, state.periods.values)
    // What is over for good is not told again for ever: a few days are enough.
    let recent = (state.periods.keys.last ?? 0) - 7 * ProbePeriod.lengthSeconds
    records += periods.filter { $0.0 >= recent || $0.1 == .committed }
      .map { .period(start: $0.0, $0.1) }
    return records
  }

  /// The last write is safe: what it holds counts from here on.
  mutating func appended() {
    guard !writer.written.isEmpty else { return }
    if lostCount > 0 {
      find(.notKept(count: lostCount))
      lostCount = 0
    }
    let records = writer.confirm()
    var isSealed = false
    for record in records {
      let effect = state.apply(record)
      if let slot = record.lastSlot(numbering), !partSlots.isEmpty {
        let known = partSlots[partSlots.count - 1].lastSlot ?? slot
        partSlots[partSlots.count - 1].lastSlot = max(known, slot)
      }
      tell(record, effect)
      if case .sealed = record { isSealed = true }
    }
    if isSealed {
      writer.beginPart()
      partSlots.append((writer.part, nil))
    }
    dropParts()
  }

  /// Says what became of a record now that it is safe.
  private mutating func tell(_ record: SpoolRecord, _ effect: ObserverState.Effect) {
    switch record {
    case .up(let provider, let slot, _):
      if effect != .kept { writer.forget(provider) }
      if effect == .inventoryTooLarge {
        find(.inventoryTooLarge(provider, slotStart: numbering.start(slot)))
      }
      guard effect != .passedOver else { return }
      say(provider, slot, blindness(slot).map { .unobserved($0) } ?? .up)
    case .down(let provider, let slot, let reason):
      guard effect != .passedOver else { return }
      say(provider, slot, blindness(slot).map { .unobserved($0) } ?? .down(reason))
    case .lease, .closing:
      if effect == .contradicted { find(.leaseRowsDropped(count: 1)) }
    case .sealed(let slots, _):
      if sealing?.slots == slots { sealing = nil }
    case .closed(let digest):
      submitting.settle(digest)
      actions.append(.release(digest))
    case .published(let digest): submitting.settle(digest)
    case .period(let start, _):
      submitting.settle(state.secret.seed(periodStart: start).commitment)
    default: break
    }
  }

  mutating func appendFailed() {
    guard !writer.written.isEmpty else { return }
    if writer.failures == 0 { find(.diskFailed) }
    writer.fail(now: now.monotonic, backoff: settings.backoffMilliseconds)
  }

  /// Lets go the parts of whose outcomes all are in segments, the oldest first.
  private mutating func dropParts() {
    let open = earliestOpenSlot
    while partSlots.count > 1, partSlots[1].part < writer.part || writer.offset > 0 {
      if let last = partSlots[0].lastSlot, let open, last >= open { return }
      actions.append(.dropPart(number: partSlots[0].part))
      partSlots.removeFirst()
    }
  }
}
