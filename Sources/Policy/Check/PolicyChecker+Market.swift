import Encoding
import Quantities

extension PolicyChecker {
  /// What a pool pays by the hour, and how long it lasts.
  mutating func checkImplied(_ context: PoolContext) {
    let pool = context.pool
    guard !pool.span.isEmpty else { return }
    if pool.kind == .committed { checkRunOut(context) }
    let seconds = Int128(pool.span.seconds)
    switch pool.kind {
    case .committed:
      let unitHours = pool.lines.reduce(Int128(0)) { $0 + Int128($1.units) * Int128($1.hours) }
      let cost = pool.lines.reduce(Int128(0)) { $0 + LineFigures(line: $1).exactMicros }
      let perHour = pool.lines.reduce(Int128(0)) { $0 + Int128($1.units) * Int128($1.rateMicros) }
      guard unitHours > 0 else { return }
      add(
        .impliedPrice, at: context.at("lines"),
        [
          "pool": context.name, "perHour": context.money(perHour),
          "at": .rows([
            FindingFigures([
              "gpus": .count(pool.lines.reduce(0) { $0 + $1.units }),
              "perGpuHour": context.money(cost / unitHours),
            ])
          ]),
        ])
    case .activity: break
    case .epoch, .research:
      let perHour = context.amountMicros * 3_600 / seconds
      let rows = [100, 500, 1_000].map { units in
        FindingFigures([
          "gpus": .count(units), "perGpuHour": context.money(perHour / Int128(units)),
        ])
      }
      add(
        .impliedPrice, at: context.at("amount"),
        ["pool": context.name, "perHour": context.money(perHour), "at": .rows(rows)])
    }
  }

  private mutating func checkRunOut(_ context: PoolContext) {
    let pool = context.pool
    let perHour = pool.lines.reduce(Int128(0)) { $0 + Int128($1.units) * Int128($1.rateMicros) }
    guard perHour > 0 else { return }
    let seconds = context.amountMicros * 3_600 / perHour
    let lasting = Int64(clamping: min(seconds, Int128(Timestamp.limitSeconds)))
    let runOut = (try? pool.span.start.adding(seconds: lasting)) ?? .latest
    add(
      .runOut, at: context.at("lines"),
      [
        "pool": context.name, "perDay": context.money(perHour * 24),
        "amount": context.money(context.amountMicros), "start": .time(pool.span.start),
        "runOut": .time(runOut),
      ], severity: runOut < pool.span.end ? .needsAcceptance : nil)
  }

  /// O-35: a reward above so many times the market rent pays for renting elsewhere.
  mutating func checkArbitrage(_ context: PoolContext) {
    let pool = context.pool
    // A floor is paid per provider, so that no rate per GPU-hour can be compared.
    guard !policy.market.rents.isEmpty, pool.kind != .research, pool.kind != .activity,
      pool.floor == nil,
      !pool.span.isEmpty
    else { return }
    guard pool.currency == .usd || policy.market.akt != nil else {
      add(.aktMissing, at: context.at("amount"), ["pool": context.name])
      return
    }
    let rows = pool.kind == .committed ? lineArbitrage(context) : capArbitrage(context)
    guard !rows.isEmpty else { return }
    add(
      .arbitrage, at: context.at(pool.kind == .committed ? "lines" : "caps"),
      [
        "pool": context.name, "multiple": .ratio(policy.market.arbitrageMultiple),
        "rewards": .rows(rows),
      ])
  }

  /// Micro-dollars of an amount in the pool's currency; nil beyond what amounts hold.
  private func dollars(_ micros: Int128, _ context: PoolContext) -> Int128? {
    guard context.currency == .uakt else { return micros }
    guard let akt = policy.market.akt, micros >= 0,
      let product = mulDivFloor(UInt128(micros), akt.scaled, Price18.scale)
    else { return nil }
    return Int128(exactly: product)
  }

  /// The most that is not arbitrage: rent × multiple.
  private func limit(_ rent: MarketRent) -> Int128 {
    Int128(rent.perHourMicros) * Int128(policy.market.arbitrageMultiple.ppm) / 1_000_000
  }

  private func lineArbitrage(_ context: PoolContext) -> [FindingFigures] {
    context.pool.lines.compactMap { line in
      let rents = policy.market.rents
      guard
        let rent = rents.first(where: { $0.pattern.covers(line.pattern) })
          ?? rents.first(where: { $0.pattern.overlaps(line.pattern) }),
        let rate = dollars(Int128(line.rateMicros), context), rate > limit(rent),
        rent.perHourMicros > 0
      else { return nil }
      return FindingFigures([
        "line": .label(line.name), "rate": .money(rate, .usd),
        "rent": .money(Int128(rent.perHourMicros), .usd),
        "ofRent": .ratio(rate * 1_000_000 / Int128(rent.perHourMicros)),
      ])
    }
  }

  /// Classes whose cap lies above the limit, or that have none; with the number of GPUs below
  /// which a GPU-hour earns more.
  private func capArbitrage(_ context: PoolContext) -> [FindingFigures] {
    let pool = context.pool
    guard let perHour = dollars(context.amountMicros * 3_600 / Int128(pool.span.seconds), context)
    else { return [] }
    return policy.market.rents.compactMap { rent in
      guard pool.eligibility.refusal(of: rent.pattern) == nil else { return nil }
      let limit = limit(rent)
      let cap = pool.caps.perGPUHour.first { $0.pattern.covers(rent.pattern) }
      if let cap, let most = dollars(Int128(cap.amountMicros), context), most <= limit {
        return nil
      }
      guard limit > 0 else { return nil }
      return FindingFigures([
        "class": .text(rent.pattern.text), "rent": .money(Int128(rent.perHourMicros), .usd),
        "cap": .text(cap.map { context.money(Int128($0.amountMicros)).text } ?? "none"),
        "withFewerGpusThan": .count(perHour / limit + 1),
      ])
    }
  }

  /// An AKT price that is stated, but at which a pool's amount has no bounds to stay within.
  mutating func checkPriceRange(_ context: PoolContext) {
    guard let akt = policy.market.akt, PriceView(context.pool, market: policy.market) == nil,
      drafts.allSatisfy({ $0.rule != .aktOutOfRange })
    else { return }
    add(
      .aktOutOfRange, at: .member(.member(.root, "market"), "akt"),
      [
        "pool": context.name, "price": .text("\(akt.text) USD"),
        "amount": .money(context.pool.amount),
      ])
  }

  /// O-40: what is paid out a day, against what is traded a day.
  mutating func checkVolume() {
    if policy.market.rents.isEmpty {
      add(.rentsMissing, at: .member(.root, "market"), [:])
    }
    guard let volume = policy.market.dailyVolume else {
      add(.volumeMissing, at: .member(.root, "market"), [:])
      return
    }
    guard volume.lowMicros > 0, volume.lowMicros <= volume.highMicros else {
      let fault = volume.lowMicros > volume.highMicros ? "goes down" : "begins at nothing"
      add(
        .volumeRange, at: .member(.member(.root, "market"), "dailyVolume"),
        [
          "low": .money(Int128(volume.lowMicros), .usd),
          "high": .money(Int128(volume.highMicros), .usd), "fault": .text(fault),
        ])
      return
    }
    let payout = PayoutVolume(policy)
    guard payout.perDayMicros > 0 else { return }
    let low = payout.share(of: volume.highMicros)
    let high = payout.share(of: volume.lowMicros)
    add(
      .payoutVolume, at: .member(.member(.root, "market"), "dailyVolume"),
      [
        "amount": .money(payout.totalMicros, .usd), "perDay": .money(payout.perDayMicros, .usd),
        "low": .share(low), "high": .share(high),
      ], severity: high > 10_000 ? .needsAcceptance : nil)
  }
}

/// O-40: the dollars that all pools pay out a day while they run.
struct PayoutVolume {
  /// What the pools hold, in micro-dollars.
  let totalMicros: Int128
  /// What they pay a day, each over its own span, in micro-dollars.
  let perDayMicros: Int128

  /// Token pools count at the assumed AKT price, and not at all without one.
  init(_ policy: ProgramPolicy) {
    var total: Int128 = 0
    var perDay: Int128 = 0
    for pool in policy.pools where !pool.span.isEmpty {
      var micros = Int128(pool.amount.amount.micros)
      if pool.currency == .uakt {
        let dollars = policy.market.akt.flatMap {
          try? $0.microDollars(forUakt: pool.amount.amount)
        }
        guard let dollars else { continue }
        micros = Int128(dollars.micros)
      }
      total += micros
      perDay += micros * Int128(Timestamp.secondsPerDay) / Int128(pool.span.seconds)
    }
    totalMicros = total
    perDayMicros = perDay
  }

  /// The share of a daily volume in ppm, rounded to the nearest.
  func share(of volumeMicros: Int64) -> Int128 {
    (perDayMicros * 1_000_000 + Int128(volumeMicros) / 2) / Int128(volumeMicros)
  }
}
