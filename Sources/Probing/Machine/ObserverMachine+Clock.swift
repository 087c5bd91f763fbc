import Quantities

extension ObserverMachine {
  /// Takes a reading of both clocks and finds out whether one of them cannot be trusted.
  mutating func readClock(_ moment: Moment) {
    defer {
      now = moment
      isBegun = true
    }
    guard isBegun else { return }
    let passed = moment.monotonic - now.monotonic
    let set = (moment.wall - now.wall) - passed
    if passed < 0 || abs(set) > settings.clockStepMilliseconds {
      clockWasSet(by: set, to: moment)
    } else if let nextWake, moment.monotonic - nextWake.monotonic > lateLimit {
      overslept(moment.monotonic - nextWake.monotonic)
    }
  }

  /// How late after its moment a provider may be asked in slots of this length.
  var lateLimit: Int64 {
    min(settings.lateMilliseconds, stepMilliseconds / 2)
  }

  var stepMilliseconds: Int64 {
    max(2, settings.stepMilliseconds(slotSeconds: numbering.slotSeconds))
  }

  /// Holds the clock against the newest blocks that nodes of the chain have.
  ///
  /// What time it was when they were asked is counted back on the clock that nobody sets.
  mutating func blocksSeen(_ times: [Timestamp], _ askedMonotonic: Int64) {
    let wall = now.wall / 1_000
    let asked = (now.wall - max(0, now.monotonic - askedMonotonic)) / 1_000
    let wasWrong = trust.isWrong
    let verdict = trust.judge(times, wallSeconds: asked...wall, slot: currentSlot)
    guard case .wrong(let seconds) = verdict, !wasWrong else { return }
    find(.clockWrong(seconds: seconds))
    blindUnconfirmed()
    endRun()
  }

  /// What was seen since the clock was last found right was seen at nobody knows what time.
  private mutating func blindUnconfirmed() {
    for range in trust.takeUnconfirmed() { blind(range, .clock) }
  }

  /// The slots that the setting touched, and those that nothing had confirmed, are unobserved:
  /// nobody can say which clock was right.
  private mutating func clockWasSet(by milliseconds: Int64, to moment: Moment) {
    find(.clockStepped(milliseconds: milliseconds))
    canaries.reset()
    let before = numbering.slot(wallMilliseconds: now.wall)
    let after = numbering.slot(wallMilliseconds: moment.wall)
    for slot in [before, after].compactMap({ $0 }) { blind(slot..<slot + 1, .clock) }
    if let before, let after, after < before {
      for range in begun.intersection(after..<before + 1) { blind(range, .clock) }
    }
    trust.reset()
    blindUnconfirmed()
    if before != after { endRun() }
    abandonFlights(.clock)
  }

  /// Whoever sleeps cannot tell a late answer from none.
  private mutating func overslept(_ milliseconds: Int64) {
    find(.overslept(milliseconds: milliseconds))
    canaries.reset()
    abandonFlights(.missed)
  }

  private mutating func abandonFlights(_ reason: UnobservedReason) {
    for (provider, flight) in zip(flights.keys, flights.values) {
      say(provider, flight.slot, .unobserved(reason))
    }
    flights = SortedMap()
  }

  /// Nothing counts in these slots, for anyone; what is sealed stays.
  mutating func blind(_ slots: Range<Int64>, _ reason: UnobservedReason) {
    var open = SlotRanges()
    open.insert(slots)
    for range in state.sealed.intersection(slots) + blinded.intersection(slots) {
      open.remove(range)
    }
    if let sealing { open.remove(sealing.slots) }
    for range in open.ranges where numbering.isKnown(range.upperBound) {
      blinded.insert(range)
      begun.insert(range)
      if reason == .clock { clockBlinded.insert(range) }
      writer.add(.blind(range, reason))
    }
    for (provider, flight) in zip(flights.keys, flights.values) where slots.contains(flight.slot) {
      say(provider, flight.slot, .unobserved(reason))
      flights[provider] = nil
    }
  }

  /// Why nothing counts in a slot; nil where something does.
  func blindness(_ slot: Int64) -> UnobservedReason? {
    guard blinded.contains(slot) else { return nil }
    return clockBlinded.contains(slot) ? .clock : .ownNetwork
  }
}
