import Evidence
import Keys
import Probing
import Quantities
import TestSupport

extension World {
  /// Goes on for so many minutes of the world's time.
  mutating func run(minutes: Int64) throws {
    let end = real + minutes * 60_000
    try readBlocks()
    try feed(.watch(order))
    while real < end {
      let next = nextTime(end)
      real = max(real, next.time)
      accidents()
      if let position = next.position, coming[position].at <= real {
        let event = coming.remove(at: position).event
        try feed(event)
      } else {
        try feed(.tick)
      }
      try readLeases()
      try readBlocks()
    }
  }

  /// Tells the machine the newest block's time, as a shell does when it begins and then again and
  /// again.
  private mutating func readBlocks() throws {
    guard readsBlocks, !chainIsAway, real >= nextBlocks else { return }
    nextBlocks = real + 300_000
    let block = try Timestamp(seconds: (chainStoodAt ?? real) / 1_000)
    if abs(now.wall / 1_000 - block.seconds) <= 120 {
      (unconfirmed, confirmed) = ([], slot(ofWall: now.wall))
    }
    try feed(.blocks([block], askedMonotonic: now.monotonic))
  }

  private func nextTime(_ end: Int64) -> (time: Int64, position: Int?) {
    var wake = end
    if let wanted = machine.nextWake { wake = min(wake, wanted.monotonic + bootedAt) }
    let position = coming.indices.min {
      (coming[$0].at, coming[$0].order) < (coming[$1].at, coming[$1].order)
    }
    guard let position, coming[position].at <= wake else { return (max(wake, real), nil) }
    return (coming[position].at, position)
  }

  /// What befalls the machine between two events.
  private mutating func accidents() {
    if faults.stepsClock, chance.oneIn(400) {
      setBy += Int64(chance.within(-400_000...400_000))
    }
    if faults.sleeps, chance.oneIn(300) { real += Int64(chance.within(1_000...900_000)) }
    if faults.fillsDisk, chance.oneIn(diskIsFull ? 60 : 200) { diskIsFull.toggle() }
    if faults.losesChain, chance.oneIn(chainIsAway ? 100 : 150) { chainIsAway.toggle() }
    if faults.losesServer, chance.oneIn(100) { serverIsAway.toggle() }
  }

  /// What the setting of a clock touches: the slots before and after, and those between in which
  /// anybody was asked.
  private mutating func readClocks() {
    defer { fed = now }
    guard let fed else { return }
    let set = (now.wall - fed.wall) - (now.monotonic - fed.monotonic)
    guard abs(set) > settings.clockStepMilliseconds else { return }
    let before = slot(ofWall: fed.wall)
    let after = slot(ofWall: now.wall)
    touch([before, after], isKnown: true)
    touchUnconfirmed()
    nextBlocks = real
    guard after < before else { return }
    touch(asked.filter { (after...before).contains($0) }, isKnown: false)
    touch(askedSafely.filter { (after...before).contains($0) }, isKnown: true)
  }

  /// Nothing told the clock right since these were begun: they must be left out.
  private mutating func touchUnconfirmed() {
    touch(unconfirmed, isKnown: true)
    (unconfirmed, confirmed) = ([], nil)
  }

  /// Notes slots as touched; where the machine must know of it, it must also leave them out.
  private mutating func touch(_ slots: Set<Int64>, isKnown: Bool) {
    clockTouched.formUnion(slots)
    guard isKnown else { return }
    let open = slots.filter { !isMade($0) }
    clockTouchedOpen.formUnion(open)
    // The write that is under way may not hold it; the one behind that does.
    for slot in open { clockTouchedUnsafe[slot] = 2 }
  }

  /// Whether a slot's files are made or being made.
  func isMade(_ slot: Int64) -> Bool {
    let start = slot * World.slotSeconds
    return (drafts.map(\.ticket.span) + drafting).contains {
      $0.start.seconds <= start && start < $0.end.seconds
    }
  }

  /// A write is safe, and so is what no longer waits for one.
  private mutating func noteWrite() {
    for slot in unsafeLeases.keys.sorted() {
      let left = (unsafeLeases[slot] ?? 1) - 1
      unsafeLeases[slot] = left > 0 ? left : nil
      if left == 0 { safeLeases.insert(slot) }
    }
    for slot in clockTouchedUnsafe.keys.sorted() {
      let left = (clockTouchedUnsafe[slot] ?? 1) - 1
      clockTouchedUnsafe[slot] = left > 0 ? left : nil
    }
  }

  /// Gives the machine an event and does what it says; a crash may come before any action.
  mutating func feed(_ event: ObserverEvent) throws {
    readClocks()
    if case .appended = event { noteWrite() }
    let actions = machine.step(now, event)
    for action in actions {
      if faults.restarts, chance.oneIn(250) { return try restart(action) }
      perform(action)
    }
    guard faults.restarts, chance.oneIn(2_500) else { return }
    try restart(nil)
  }

  /// The process ends; a write that was under way is torn somewhere.
  private mutating func restart(_ action: ObserverAction?) throws {
    restartCount += 1
    fed = nil
    clockTouchedOpen.subtract(clockTouchedUnsafe.keys)
    clockTouchedUnsafe = [:]
    // A process that begins anew knows of the slots alone that have an outcome on the disk.
    askedSafely = Set(
      told.filter { $0.value.contains { if case .unobserved = $0 { false } else { true } } }
        .keys.map(\.slot))
    unsafeLeases = [:]
    (unconfirmed, confirmed) = ([], nil)
    drafting = []
    nextBlocks = .min
    if case .append(let write) = action, !diskIsFull {
      let kept = chance.below(write.bytes.count + 1)
      place(TornWrite(write, kept))
    }
    coming = []
    if !faults.isQuick { real += Int64(chance.within(0...200_000)) }
    bootedAt = real - Int64(chance.within(0...1_000_000))
    let spool = parts.keys.sorted().map { SpoolPart(number: $0, bytes: parts[$0] ?? []) }
    machine = try World.machine(settings, spool)
    nextLeaseSlot = resumedLeaseSlot()
    try readBlocks()
    try feed(.watch(order))
  }

  /// Part of a write: its first bytes.
  private struct TornWrite {
    let part: UInt64
    let offset: Int
    let bytes: ArraySlice<UInt8>

    init(_ write: SpoolWrite, _ count: Int) {
      part = write.part
      offset = write.offset
      bytes = write.bytes.prefix(count)
    }
  }

  private mutating func place(_ write: TornWrite) {
    let before = parts[write.part] ?? []
    if write.offset > before.count {
      problems.append("a write at \(write.offset) behind \(before.count) bytes")
    }
    parts[write.part] = Array(before.prefix(write.offset)) + write.bytes
  }

  private mutating func reply(_ event: ObserverEvent, after milliseconds: Int64) {
    sent += 1
    coming.append((real + milliseconds, turnsAnswers ? -sent : sent, event))
  }

  private mutating func perform(_ action: ObserverAction) {
    switch action {
    case .ask(let question): ask(question)
    case .askCanaries(let round, let limit):
      let works = networkWorks(real)
      if !works {
        networkWasDown.insert(slot(ofWall: now.wall))
        networkWasDown.insert(slot(ofWall: now.wall + limit))
      }
      reply(.canaries(round: round, answered: works ? 3 : 1), after: works ? 80 : limit)
    case .askPrice(let source, let start, _):
      let price = source.text == "chain" ? try? Price18("1.25") : nil
      reply(
        .price(source: source, slotStart: start, price: price, reason: "no answer"),
        after: priceAfter)
    case .append(let write): append(write)
    case .dropPart(let number):
      if parts.keys.min() != number { problems.append("part \(number) dropped out of order") }
      parts[number] = nil
    case .store(let draft): store(draft)
    case .release(let digest): files[digest] = nil
    case .submit(let entry): submit(entry)
    case .outcome(let outcome): note(outcome)
    case .finding(let finding):
      findings.append(finding)
      if case .clockWrong = finding { touchUnconfirmed() }
    }
  }

  private mutating func ask(_ question: ProbeQuestion) {
    let provider = Int(question.id.provider.rawValue)
    let slot = question.id.slotStart.seconds / World.slotSeconds
    if slot != self.slot(ofWall: now.wall) { problems.append("asked for a slot that is not now") }
    let asked = Asked(provider: provider, slot: slot)
    self.asked.insert(slot)
    askedSafely.insert(slot)
    if confirmed != slot { unconfirmed.insert(slot) }
    if question.id.attempt == 0 { firstAsks.append((provider, slot, now.wall)) }
    let works = networkWorks(real)
    if works, isUp(provider, real) {
      answeredUp.insert(asked)
      if abs(setBy) > 120_000 { wronglyTimed.insert(asked) }
      reply(
        .answered(question.id, .up(inventory(provider, question.id.slotStart.seconds * 1_000))),
        after: 50)
    } else {
      failedFully[asked, default: 0] += 1
      if works {
        reply(.answered(question.id, .down(provider == 1 ? .tls : .refused)), after: 30)
      }
      // Where the network is down no answer comes, and the machine has to notice by itself.
    }
  }

  private mutating func append(_ write: SpoolWrite) {
    if diskIsFull {
      place(TornWrite(write, chance.below(write.bytes.count)))
      reply(.appendFailed, after: 3)
    } else {
      place(TornWrite(write, write.bytes.count))
      reply(.appended, after: 5)
    }
  }

  private mutating func store(_ draft: SegmentDraft) {
    drafting.append(draft.ticket.span)
    if Sha256.digest(of: draft.bytes) != draft.ticket.digest { problems.append("wrong digest") }
    if diskIsFull {
      reply(.storeFailed(draft.ticket.digest), after: 4)
    } else {
      files[draft.ticket.digest] = draft.bytes
      drafts.append(draft)
      reply(.stored(draft.ticket.digest), after: 4)
    }
  }

  private mutating func submit(_ entry: ObserverEntry) {
    guard !serverIsAway else { return reply(.submitted(entry, .unavailable), after: 20) }
    let outcome = take(entry)
    reply(.submitted(entry, outcome), after: 25)
  }

  /// The log's own rules, as far as they concern an observer.
  private mutating func take(_ entry: ObserverEntry) -> SubmissionOutcome {
    switch entry {
    case .commit(let from, _, let commitment):
      if log.contains(where: { $0.commitment == commitment }) { return .accepted }
      if from.seconds * 1_000 < real { return .refusedForNow(code: "start-past") }
    case .reveal(let seed):
      if log.contains(entry) { return .accepted }
      guard let until = log.compactMap({ $0.until(of: seed.commitment) }).first else {
        return .refused(code: "probe-unknown")
      }
      if until.seconds * 1_000 > real { return .refusedForNow(code: "probe-too-early") }
    case .publish(let ticket):
      if log.contains(entry) { return .accepted }
      if files[ticket.digest] == nil { problems.append("published what is not safe") }
      if ticket.span.end.seconds * 1_000 > real {
        return .refusedForNow(code: "evidence-in-future")
      }
    case .deliver(let ticket):
      if delivered.contains(ticket.digest) { return .accepted }
      if !log.contains(.publish(ticket)) { problems.append("delivered before it was published") }
      if files[ticket.digest] == nil { problems.append("delivered what is not there") }
      if now.wall / 1_000 < ticket.span.end.seconds + order.graceSeconds / 2 {
        problems.append("delivered while others could copy")
      }
      delivered.append(ticket.digest)
    }
    log.append(entry)
    return .accepted
  }

  private mutating func note(_ outcome: SlotOutcome) {
    let asked = Asked(
      provider: Int(outcome.provider.rawValue),
      slot: outcome.slotStart.seconds / World.slotSeconds)
    told[asked, default: []].append(outcome.state)
  }
}

extension ObserverEntry {
  var commitment: Digest? {
    if case .commit(_, _, let commitment) = self { commitment } else { nil }
  }

  func until(of commitment: Digest) -> Timestamp? {
    if case .commit(_, let until, commitment) = self { until } else { nil }
  }
}
