import Evidence
import Quantities

extension ObserverMachine {
  /// Begins the slot of the wall clock, once, if this observer speaks in all of it.
  mutating func beginSlot() {
    guard let slot = currentSlot, run.map({ $0.slot < slot }) ?? true, let order else { return }
    endRun()
    guard !trust.isWrong, !begun.contains(slot) || isHalfDone(slot),
      !state.sealed.contains(slot), sealing?.slots.contains(slot) != true
    else { return }
    let span = numbering.span(slot..<slot + 1)
    guard let key = order.key(for: span) else { return }
    if let chain = state.chain(key, .presence), chain.end > span.start { return }
    begun.insert(slot..<slot + 1)
    trust.began(slot)
    resumed = nil
    let plan = plan(span.start)
    let start = span.start.seconds * 1_000
    let providers = order.watched(in: span)
      .filter { !state.isDecided($0.provider, slot) }
      .map {
        let owner = order.order.roster[$0.provider.position]
        let offset = plan.offsetMilliseconds(provider: owner, slotStart: span.start)
        return (moment: start + offset, provider: $0.provider)
      }
    let prices = order.order.priceSources
      .filter { source in
        !state.prices.contains {
          $0.source == source && numbering.slot(holding: $0.at) == slot
        }
      }
      .map { source in
        let name = [UInt8(ascii: "$")] + source.bytes
        let offset = plan.offsetMilliseconds(ofBytes: name, slotStart: span.start)
        return (moment: start + offset, source: source)
      }
    run = SlotRun(slot: slot, providers: providers, prices: prices)
    if !providers.isEmpty, canaries.round == nil, canaries.nextAt == nil {
      canaries.nextAt = now.monotonic
    }
  }

  /// Whether a slot was begun by a process before this one, and may be gone on with.
  private func isHalfDone(_ slot: Int64) -> Bool {
    resumed == slot && !blinded.contains(slot)
  }

  /// Ends the slot before: who was not asked was missed.
  mutating func endRun() {
    guard var ended = run else { return }
    run = nil
    while let (_, provider) = ended.takeProvider(until: .max) {
      say(provider, ended.slot, .unobserved(blindness(ended.slot) ?? .missed))
    }
    let start = numbering.start(ended.slot)
    while let (_, source) = ended.takePrice(until: .max) {
      find(.priceMissing(source: source, slotStart: start, reason: "its moment was missed"))
    }
    for (source, _) in ended.unanswered {
      find(.priceMissing(source: source, slotStart: start, reason: "no answer in its slot"))
    }
  }

  private mutating func plan(_ start: Timestamp) -> ProbePlan {
    let period = ProbePeriod(containing: start).start.seconds
    if let plan, planStart == period { return plan }
    let next = ProbePlan(
      seed: state.secret.seed(periodStart: period), slotSeconds: numbering.slotSeconds)
    (plan, planStart) = (next, period)
    return next
  }

  /// Asks everyone whose moment has come, and gives up those whose moment has passed.
  mutating func askDue() {
    guard var current = run, current.slot == currentSlot else { return }
    let slot = current.slot
    let span = numbering.span(slot..<slot + 1)
    while let (moment, provider) = current.takeProvider(until: now.wall) {
      if let reason = blindness(slot) {
        say(provider, slot, .unobserved(reason))
      } else if now.wall - moment > lateLimit {
        say(provider, slot, .unobserved(.missed))
      } else if order?.target(provider, in: span) != nil {
        let standing = canaries.standing(
          at: now.monotonic, every: settings.canaryEveryMilliseconds)
        flights[provider] = Flight(
          slot: slot, anchor: monotonic(wall: moment), standing: standing, phase: .resting,
          serial: 0)
        ask(provider)
      }
    }
    askPrices(&current, span)
    run = current
  }

  private mutating func askPrices(_ current: inout SlotRun, _ span: TimeSpan) {
    while let (moment, source) = current.takePrice(until: now.wall) {
      if now.wall - moment > lateLimit || clockBlinded.contains(current.slot) {
        find(
          .priceMissing(
            source: source, slotStart: span.start, reason: "its moment was missed"))
      } else {
        current.unanswered.append((source, moment))
        actions.append(
          .askPrice(
            source: source, slotStart: span.start,
            limitMilliseconds: settings.answerLimit(slotSeconds: numbering.slotSeconds)))
      }
    }
  }

  /// A price counts in the slot in which it was asked for, once, and at its planned moment; one
  /// that comes later than an answer may is no longer the price of that moment.
  mutating func priced(
    _ source: Label, _ start: Timestamp, _ price: Price18?, _ reason: String
  ) {
    guard let slot = run?.slot, slot == currentSlot, numbering.start(slot) == start,
      let position = run?.unanswered.firstIndex(where: { $0.source == source }),
      let asked = run?.unanswered.remove(at: position)
    else { return }
    let limit = lateLimit + settings.answerLimit(slotSeconds: numbering.slotSeconds)
    guard now.wall - asked.moment <= limit else {
      return find(.priceMissing(source: source, slotStart: start, reason: "its answer came late"))
    }
    guard let price, !clockBlinded.contains(slot),
      let at = try? Timestamp(seconds: asked.moment / 1_000)
    else { return find(.priceMissing(source: source, slotStart: start, reason: reason)) }
    keep(.price(at: at, source: source, price: price))
  }
}
