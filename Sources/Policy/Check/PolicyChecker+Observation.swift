import Encoding
import Quantities

extension PolicyChecker {
  /// Window, quorum, allowances, grace and hold.
  mutating func checkObservation() {
    if policy.window.isEmpty {
      add(.spanEmpty, at: .member(.root, "window"), ["what": .text("The program window")])
    }
    let rule = policy.observation
    let path = JSONPath.member(.root, "observation")
    for (field, quorum) in quorums {
      let place = JSONPath.member(.member(path, "quorum"), field)
      if quorum < 2 {
        add(.quorumLow, at: place, ["field": .text(field), "quorum": .count(quorum)])
      } else if field == "state" || field == "count" {
        add(
          .quorumMajority, at: place,
          ["field": .text(field), "quorum": .count(quorum), "most": .count(2 * quorum - 1)])
      }
    }
    if rule.graceSeconds < 3_600 {
      add(.graceShort, at: .member(path, "grace"), ["seconds": .count(Int128(rule.graceSeconds))])
    }
    if rule.unobservedAllowance >= .one {
      add(
        .allowanceNeverHolds, at: .member(path, "unobservedAllowance"),
        ["allowance": .ratio(rule.unobservedAllowance)])
    }
    checkPayouts()
  }

  private mutating func checkPayouts() {
    let path = JSONPath.member(.root, "payouts")
    let hold = policy.payouts.hold
    if let seconds = hold.fixedSeconds, seconds < Timestamp.secondsPerDay {
      add(.holdShort, at: .member(path, "hold"), ["hold": .text(hold.text)])
    }
    let every = policy.payouts.every
    if let seconds = every.fixedSeconds, seconds < Timestamp.secondsPerDay {
      add(.payoutsOften, at: .member(path, "every"), ["every": .text(every.text)])
    }
  }

  /// The quorum numbers that decide something in this policy.
  private var quorums: [(String, Int)] {
    let quorum = policy.observation.quorum
    var fields = [("state", quorum.state), ("count", quorum.count)]
    // Lease rows decide pay only where leases are paid for, or their revenue or prices looked at.
    let readsLeases = policy.pools.contains {
      $0.floor?.mode == .topUp || $0.priceGuidance != nil || $0.activity != nil
    }
    if readsLeases { fields.append(("lease", quorum.lease)) }
    if policy.pools.contains(where: { $0.proof > .reported }) {
      fields.append(("proof", quorum.proof))
    }
    return fields
  }

  /// The price window.
  mutating func checkPrice() {
    let price = policy.price
    let path = JSONPath.member(.root, "price")
    if price.minimumSamples < price.minimumSources {
      add(
        .priceSamplesBelowSources, at: .member(path, "minimumSamples"),
        ["samples": .count(price.minimumSamples), "sources": .count(price.minimumSources)])
    }
    if Int64(price.minimumSamples) > max(1, price.windowSeconds / 60) {
      add(
        .priceSamplesMany, at: .member(path, "minimumSamples"),
        [
          "samples": .count(price.minimumSamples),
          "window": .count(Int128(price.windowSeconds)),
        ])
    }
  }

  /// Law 14: what a pool pays rests on its proof level.
  mutating func checkProof(_ context: PoolContext) {
    // Leases are proven by the network's own tables, at no proof level.
    guard context.pool.proof == .reported, context.pool.kind != .activity else { return }
    add(
      .proofReported, at: context.at("proof"),
      ["pool": context.name, "amount": .money(context.pool.amount)])
  }

  /// Span, epochs, slots and the dates that follow.
  mutating func checkSpan(_ context: PoolContext) {
    let pool = context.pool
    if context.pool.span.isEmpty {
      add(.spanEmpty, at: context.at("span"), ["what": .text("The span of pool \(pool.name)")])
      return
    }
    checkAgainstWindow(context)
    let calendar = context.calendar
    guard calendar.count <= Self.limitEpochs else {
      add(
        .epochsTooMany, at: context.at("epoch"),
        [
          "pool": context.name, "epochs": .count(calendar.count), "limit": .count(Self.limitEpochs),
        ])
      return
    }
    checkSlots(context)
    checkDates(context)
    let maintenance = policy.observation.maintenance.allowanceSeconds
    if maintenance >= context.epochSeconds {
      add(
        .maintenanceCoversEpoch, at: context.at("epoch"),
        [
          "pool": context.name, "allowance": .count(Int128(maintenance)),
          "seconds": .count(Int128(context.epochSeconds)),
        ])
    }
    if pool.conversion?.moment == .close, policy.price.windowSeconds > context.epochSeconds {
      add(
        .priceWindowBeyondEpoch, at: context.at("epoch"),
        [
          "pool": context.name, "window": .count(Int128(policy.price.windowSeconds)),
          "seconds": .count(Int128(context.epochSeconds)),
        ])
    }
  }

  /// More epochs than this are never closed one by one.
  static let limitEpochs = 100_000

  private mutating func checkAgainstWindow(_ context: PoolContext) {
    let span = context.pool.span
    let window = policy.window
    // A committed pool that only outlasts the window is O-05's finding, with its lines' figures.
    let outlasts = context.pool.kind == .committed && span.start >= window.start
    guard !window.contains(span), !outlasts || !span.overlaps(window) else { return }
    add(
      .spanOutsideWindow, at: context.at("span"),
      [
        "pool": context.name, "start": .time(span.start), "end": .time(span.end),
        "windowStart": .time(window.start), "windowEnd": .time(window.end),
      ], severity: span.overlaps(window) ? nil : .error)
  }

  private mutating func checkSlots(_ context: PoolContext) {
    let slot = policy.observation.slotSeconds
    let calendar = context.calendar
    let off = (0...calendar.count).lazy.map { calendar.boundary($0) }
      .first { $0.seconds % slot != 0 }
    if let off {
      add(
        .epochNotInSlots, at: context.at("epoch"),
        ["pool": context.name, "boundary": .time(off), "slot": .count(Int128(slot))])
    }
    let uncut = EpochCalendar.time(
      calendar.span.start, plus: calendar.length, times: calendar.count)
    // A length that passes the years known passes the span, too.
    guard let last = calendar.epoch(calendar.count), uncut ?? .latest > calendar.span.end
    else { return }
    guard calendar.count > 1 else {
      add(
        .epochBeyondSpan, at: context.at("epoch"),
        [
          "pool": context.name, "epoch": .text(calendar.length.text),
          "seconds": .count(Int128(calendar.span.seconds)), "start": .time(calendar.span.start),
          "end": .time(calendar.span.end),
        ])
      return
    }
    guard let uncut else { return }
    add(
      .lastEpochShort, at: context.at("epoch"),
      [
        "pool": context.name, "epochs": .count(calendar.count),
        "lastSeconds": .count(Int128(last.seconds)),
        "seconds": .count(Int128(uncut.seconds(since: last.start))),
      ])
  }

  private mutating func checkDates(_ context: PoolContext) {
    let calendar = context.calendar
    let grace = policy.observation.graceSeconds
    let payouts = policy.payouts
    let path = JSONPath.member(.root, "payouts")
    guard EpochDates(end: calendar.span.end, graceSeconds: grace, payouts: payouts) != nil else {
      add(
        .payoutNever, at: path, ["pool": context.name, "end": .time(calendar.span.end)])
      return
    }
    let firsts = policy.pools.compactMap { pool in
      EpochCalendar(pool).epoch(1).flatMap {
        EpochDates(end: $0.end, graceSeconds: grace, payouts: payouts)?.payable
      }
    }
    guard context.pool.name == policy.pools.first?.name, let first = firsts.min(),
      payouts.first < first
    else { return }
    add(
      .payoutBeforeHold, at: .member(path, "first"),
      ["first": .time(payouts.first), "payable": .time(first)])
  }
}
