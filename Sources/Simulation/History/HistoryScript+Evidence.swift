import Evidence
import Policy
import Program
import Quantities
import Rewards

extension HistoryScript {
  /// Prices, the observers' troubles, and every observer's own way to cut its evidence into files.
  mutating func observeWorld() {
    setPrices()
    for observer in builder.world.observers.indices {
      for _ in 0..<chance.pick(isCalm ? [0, 0, 0, 0, 1] : [0, 0, 0, 1, 2]) {
        let off = part(of: span, atMost: chance.pick([slot * 3, 7_200, 86_400]))
        builder.world.observers[observer].off.append(off)
      }
    }
    if chance.chance(percent: isCalm ? 10 : 25) {
      let off = part(of: span, atMost: 10_800)
      for observer in builder.world.observers.indices {
        builder.world.observers[observer].off.append(off)
      }
    }
    for observer in builder.world.observers.indices {
      // The types that pay rests on, in the order of old.
      for type in [SegmentType.presence, .proof, .lease, .price] { publish(type, by: observer) }
    }
    samplePrices()
  }

  private mutating func setPrices() {
    guard chance.chance(percent: 85) else { return }
    let names = ["alpha", "beta", "gamma"].prefix(chance.number(in: 1...3))
    var silent: [TimeSpan] = []
    for _ in 0..<chance.number(in: 0...2) { silent.append(part(of: span, atMost: 100_000)) }
    builder.world.prices = PriceScript(
      from: span.start.later(-2 * 86_400), dayCount: 90,
      startTenthousandths: UInt64(chance.number(in: 5_000...60_000)),
      sources: names.map { Label(known: $0) }, everySeconds: chance.pick([1_800, 3_600, 5_400]),
      silent: silent, seed: chance.next())
  }

  /// Cuts at most epoch ends and anywhere else, so that files never depend on the calendar alone.
  private mutating func cuts(_ type: SegmentType) -> [Timestamp] {
    let lead = type == .price ? policy.price.windowSeconds : 0
    let begin = span.start.later(-lead - chance.number(in: Int64(0)...3) * slot).aligned(to: slot)
    let end = span.end.later(chance.number(in: Int64(0)...3) * slot)
    var cuts = [begin, end]
    for pool in policy.pools {
      let calendar = EpochCalendar(pool)
      for number in 1...max(calendar.count, 1) {
        guard let epoch = calendar.epoch(number) else { continue }
        if chance.chance(percent: isCalm ? 98 : 85) { cuts.append(epoch.end) }
      }
    }
    for _ in 0..<chance.number(in: 0...6) { cuts.append(time(in: span).aligned(to: slot)) }
    // A file has at most 65,535 slots and a history at most 2,000; no limit needs keeping here.
    return cuts.filter { $0 >= begin && $0 <= end }.sorted()
  }

  mutating func publish(_ type: SegmentType, by observer: Int) {
    let cuts = cuts(type)
    let grace = policy.observation.graceSeconds
    for (from, to) in zip(cuts, cuts.dropFirst()) where from < to {
      let order = SegmentOrder(observer: observer, type: type, span: TimeSpan(from, to))
      if chance.chance(percent: isCalm ? 1 : 5) {
        builder.world.observers[observer].faults.append(
          SegmentFault(fault(grace), type, at: from))
      }
      builder.observe(order, delaySeconds: chance.number(in: 0...(grace - 1)))
    }
  }

  private mutating func fault(_ grace: Int64) -> SegmentFault.Kind {
    chance.pick([
      .twice, .late(seconds: grace + chance.number(in: 1...50_000)), .lost,
      .found(afterSeconds: grace + chance.number(in: 3_600...90_000)), .cut, .wrongLength,
      .otherProgram, .wrongRoster, .wrongSlot, .withdrawn, .silent, .undelivered,
      .deliveredLate(seconds: grace + chance.number(in: 60...90_000)),
    ])
  }

  /// Prices as facts of their own, some of them too late to count.
  private mutating func samplePrices() {
    guard let script = builder.world.prices, chance.chance(percent: 50) else { return }
    for _ in 0..<chance.number(in: 1...8) {
      let observer = chance.pick(builder.world.observers)
      let source = chance.number(in: 0...(script.sources.count - 1))
      let at = time(in: span)
      guard let price = script.price(at: at, source: source) else { continue }
      let delay = chance.number(in: 0...(policy.observation.graceSeconds * 2))
      attempt(
        PriceObserved(source: script.sources[source], at: at, price: price),
        by: .key(observer.key), at: at.later(delay))
    }
  }

  /// Closes, reviews of what they may have held, and corrections.
  mutating func closeEpochs() {
    builder.closeEveryEpoch(afterDeadline: chance.pick([0, 60, 3_600]))
    // Files serve all pools: whoever loses an epoch of each pool has nothing left to pay.
    let stormy = chance.pick(policy.pools).name
    for pool in policy.pools {
      let calendar = EpochCalendar(pool)
      review(pool, calendar)
      correct(pool, calendar, isStormy: pool.name == stormy && !isCalm)
    }
  }

  private mutating func review(_ pool: PoolPolicy, _ calendar: EpochCalendar) {
    for number in 1...max(calendar.count, 1) {
      guard let epoch = calendar.epoch(number) else { continue }
      let deadline = epoch.end.later(policy.observation.graceSeconds)
      for provider in builder.world.providers.indices where chance.chance(percent: 35) {
        attempt(
          ReviewDecided(
            pool: pool.name, epoch: number, provider: address(provider),
            decision: chance.pick([.release, .release, .refuse])), by: .committee,
          at: deadline.later(chance.number(in: -3_600...100_000)))
      }
    }
  }
}
