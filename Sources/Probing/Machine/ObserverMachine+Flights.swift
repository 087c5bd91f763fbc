import Evidence
import Quantities

extension ObserverMachine {
  private mutating func setTimer(_ provider: ProviderIndex, _ due: Int64) {
    serial += 1
    flights[provider]?.serial = serial
    timers.add(due: due, provider, serial: serial)
  }

  /// Begins the next attempt; where its time has passed, nobody can tell.
  mutating func ask(_ provider: ProviderIndex) {
    guard let flight = flights[provider] else { return }
    let planned = flight.anchor + Int64(flight.attempt) * stepMilliseconds
    let limit = min(
      settings.answerLimit(slotSeconds: numbering.slotSeconds),
      planned + stepMilliseconds - now.monotonic)
    let span = numbering.span(flight.slot..<flight.slot + 1)
    guard limit > 0, now.monotonic - planned <= lateLimit,
      let order, let target = order.target(provider, in: span)
    else { return end(provider, .unobserved(.missed)) }
    flights[provider]?.phase = .asking
    setTimer(provider, now.monotonic + limit)
    actions.append(
      .ask(
        ProbeQuestion(
          id: ProbeID(provider: provider, slotStart: span.start, attempt: flight.attempt),
          owner: order.order.roster[provider.position], endpoint: target.endpoint,
          limitMilliseconds: limit)))
  }

  /// Takes the answer to the attempt that is under way; any other is passed over.
  mutating func answered(_ id: ProbeID, _ answer: ProbeAnswer) {
    guard let flight = flights[id.provider], flight.phase == .asking,
      numbering.start(flight.slot) == id.slotStart, flight.attempt == id.attempt
    else { return }
    switch answer {
    case .up(let lines): up(id.provider, flight.slot, lines)
    case .down(let reason): failed(id.provider, reason)
    case .unknown: failed(id.provider, nil)
    }
  }

  private mutating func up(_ provider: ProviderIndex, _ slot: Int64, _ lines: [InventoryLine]?) {
    flights[provider] = nil
    var mention = SpoolRecord.Mention.none
    if let lines, lines.count <= Inventory.limitLines {
      let inventory = Inventory(lines)
      if inventory.byteCount <= Inventory.limitBytes { mention = .given(inventory) }
    }
    if lines != nil, mention == .none {
      find(.inventoryTooLarge(provider, slotStart: numbering.start(slot)))
    }
    keep(.up(provider, slot: slot, mention))
  }

  /// An attempt failed, or told nothing: another follows, or the canaries decide.
  private mutating func failed(_ provider: ProviderIndex, _ reason: DownReason?) {
    guard var flight = flights[provider] else { return }
    if reason == nil { flight.isUnclear = true }
    flight.attempt += 1
    if flight.attempt < settings.attempts {
      flight.phase = .resting
      flights[provider] = flight
      setTimer(provider, flight.anchor + Int64(flight.attempt) * stepMilliseconds)
    } else if let reason, !flight.isUnclear, flight.standing != .unknown {
      flight.phase = .judging(reason, failedAt: now.monotonic)
      flights[provider] = flight
      wantCanaries()
    } else {
      end(provider, .unobserved(.couldNotTell))
    }
  }

  /// Ends a flight with nothing that counts.
  private mutating func end(_ provider: ProviderIndex, _ state: SlotOutcome.State) {
    guard let flight = flights[provider] else { return }
    flights[provider] = nil
    say(provider, flight.slot, state)
  }

  /// Does what timers have made due: an attempt took too long, or the next one begins.
  mutating func passTimers() {
    while let (provider, serial) = timers.take(until: now.monotonic) {
      guard let flight = flights[provider], flight.serial == serial else { continue }
      switch flight.phase {
      case .asking: failed(provider, .timeout)
      case .resting: ask(provider)
      case .judging: break
      }
    }
  }

  /// A flight ends with its slot, whatever is still missing.
  mutating func endFlights() {
    guard let slot = currentSlot, slot != lookedAt else { return }
    lookedAt = slot
    for (provider, flight) in zip(flights.keys, flights.values) where flight.slot < slot {
      end(provider, .unobserved(.couldNotTell))
    }
  }

  // MARK: Canaries

  /// A round that begins now or later is wanted: a failure is down only between two sound rounds.
  private mutating func wantCanaries() {
    let soonest = max(now.monotonic, (canaries.lastBegan ?? .min / 2) + stepMilliseconds / 4)
    canaries.nextAt = min(canaries.nextAt ?? soonest, soonest)
  }

  /// Begins a round when one is due, and ends one that takes too long.
  mutating func runCanaries() {
    if let round = canaries.round, round.deadline <= now.monotonic { endRound(answered: 0) }
    guard canaries.round == nil, let due = canaries.nextAt, due <= now.monotonic else { return }
    let limit = settings.canaryLimit(slotSeconds: numbering.slotSeconds)
    let number = canaries.begin(now, limit: limit)
    actions.append(.askCanaries(round: number, limitMilliseconds: limit))
  }

  mutating func canariesAnswered(_ number: UInt64, _ answered: Int) {
    guard canaries.round?.number == number else { return }
    endRound(answered: answered)
  }

  private mutating func endRound(answered: Int) {
    guard let round = canaries.round else { return }
    let isSound = answered >= settings.canariesRequired
    canaries.end(at: now.monotonic, isSound: isSound)
    if run?.providers.isEmpty == false {
      canaries.nextAt = round.began.monotonic + settings.canaryEveryMilliseconds
    }
    if isSound {
      judge(by: round)
    } else {
      find(.ownNetworkDown(answered: answered, required: settings.canariesRequired))
      let first = numbering.slot(wallMilliseconds: round.began.wall)
      let last = numbering.slot(wallMilliseconds: now.wall)
      if let first, let last, first <= last { blind(first..<last + 1, .ownNetwork) }
    }
    let isWanted = flights.values.contains {
      if case .judging = $0.phase { true } else { false }
    }
    if isWanted { wantCanaries() }
  }

  /// Decides the failures that came before a sound round began.
  private mutating func judge(by round: CanaryWatch.Round) {
    for (provider, flight) in zip(flights.keys, flights.values) {
      guard case .judging(let reason, let failedAt) = flight.phase,
        failedAt <= round.began.monotonic, flights[provider] != nil
      else { continue }
      if flight.standing == .sound {
        flights[provider] = nil
        keep(.down(provider, slot: flight.slot, reason))
      } else {
        // The network was known to be broken when it was asked: so it was for everyone.
        blind(flight.slot..<flight.slot + 1, .ownNetwork)
      }
    }
  }
}
