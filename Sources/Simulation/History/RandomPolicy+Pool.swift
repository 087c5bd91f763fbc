import Policy
import Quantities

extension RandomPolicy {
  mutating func pool(_ position: Int) -> PoolPolicy {
    let kind = chance.pick([PoolPolicy.Kind.committed, .epoch, .epoch, .epoch, .research])
    let currency: Currency = chance.chance(percent: 65) ? .usd : .uakt
    let (span, epoch) = calendar()
    let hasFloor = kind == .epoch && chance.chance(percent: 25)
    let isShared = kind == .epoch && !hasFloor
    let micros = amount(kind)
    return PoolPolicy(
      name: Label(known: "\(kind.rawValue)-\(position + 1)"), kind: kind,
      amount: Money(sound(try Amount(micros: micros)), currency), share: nil, span: span,
      epoch: epoch, proof: chance.pick([.reported, .reported, .reported, .leased, .challenged]),
      eligibility: eligibility(kind), uptime: uptime(),
      classWeights: kind == .epoch ? classWeights() : [],
      sizeClasses: isShared && chance.chance(percent: 35) ? sizeClasses() : [],
      baseline: isShared && chance.chance(percent: 45) ? baseline() : nil,
      priceGuidance: chance.chance(percent: 35) ? guidance() : nil,
      caps: isShared
        ? caps(micros)
        : CapRule(beneficiaryShare: nil, beneficiaryAmountMicros: nil, perGPUHour: []),
      floor: hasFloor ? floor(micros) : nil,
      lines: kind == .committed ? lines(micros, span) : [], vesting: vesting(),
      unallocated: chance.pick([.carry, .return]),
      conversion: currency == .usd ? conversion() : nil)
  }

  /// Two to five epochs; the last may be shorter, and calendar months are clamped.
  private mutating func calendar() -> (TimeSpan, CalendarDuration) {
    let begin = start.later(slotSeconds * chance.number(in: Int64(0)...20))
    let count = chance.number(in: 2...5)
    if slotSeconds >= 1_800, chance.chance(percent: 15) {
      let end = sound(try begin.adding(duration("P2M")))
      let cut = slotSeconds * chance.number(in: Int64(0)...30)
      return (TimeSpan(begin, end.later(-cut)), duration("P1M"))
    }
    let slots = chance.pick([7, 12, 24, 36, 48, 64, 96])
    let epoch = duration(
      chance.chance(percent: 30) ? "P1D" : "PT\(slotSeconds * Int64(slots))S")
    let length = (epoch.fixedSeconds ?? 86_400) * Int64(count)
    let cut = chance.chance(percent: 40) ? slotSeconds * chance.number(in: Int64(1)...6) : 0
    return (TimeSpan(begin, seconds: length - cut), epoch)
  }

  private mutating func amount(_ kind: PoolPolicy.Kind) -> Int64 {
    if kind != .epoch { return chance.pick([50_000_000, 5_000_000_000, 900_000_000_000]) }
    return chance.pick([
      0, 1, 7, 999, 1_000_000, 750_000_001, 6_250_000_000, 999_999_999_999,
      chance.number(in: 1...10_000_000_000), 900_000_000_000_000_000,
    ])
  }

  private mutating func eligibility(_ kind: PoolPolicy.Kind) -> EligibilityRule {
    var rule = EligibilityRule()
    if chance.chance(percent: 30) { rule.vendors = [Label(known: "nvidia")] }
    if chance.chance(percent: 30) { rule.minimumMemoryGB = chance.pick([16, 24, 48]) }
    if chance.chance(percent: kind == .research ? 60 : 10) {
      rule.launched = EligibilityRule.LaunchRule(
        notBefore: sound(try CivilDate(chance.pick(["2020-06-01", "2023-01-01", "2024-01-01"]))),
        date: chance.pick([.announced, .available]))
      if chance.chance(percent: 50) { rule.named = [pattern()] }
    }
    if chance.chance(percent: 12) { rule.admit = [pattern(), pattern()] }
    if chance.chance(percent: 12) { rule.refuse = [pattern()] }
    rule.homogeneousNodes = chance.chance(percent: 45)
    rule.hostMemoryAtLeastGPU = chance.chance(percent: 20)
    if chance.chance(percent: 12) {
      rule.minimumTier = chance.number(in: 1...3)
      rule.tierEvidence = chance.chance(percent: 50)
    }
    if chance.chance(percent: 15) { rule.minimumTerm = duration(chance.pick(["PT4H", "PT12H"])) }
    return rule
  }

  private mutating func uptime() -> UptimeRule {
    let curves: [[CurveStep]] = [
      [step(0, .fixed(.zero)), step(900_000, .proportional), step(990_000, .fixed(.one))],
      [step(0, .fixed(.one))],
      [step(0, .proportional)],
      [
        step(0, .fixed(.zero)), step(500_000, .fixed(ratio(400_000))), step(800_000, .proportional),
      ],
      [step(0, .fixed(ratio(333_333))), step(700_001, .fixed(ratio(999_999)))],
    ]
    return UptimeRule(
      base: chance.pick([.verified, .due]), denominator: chance.pick([.observed, .due]),
      windowEpochs: chance.pick([1, 1, 2, 3]), curve: chance.pick(curves))
  }

  private func step(_ from: UInt64, _ factor: CurveStep.Factor) -> CurveStep {
    CurveStep(from: ratio(from), factor: factor)
  }

  private mutating func classWeights() -> [ClassWeight] {
    guard chance.chance(percent: 50) else { return [] }
    var weights: [ClassWeight] = []
    for _ in 0..<chance.number(in: 1...3) {
      let weight = chance.pick([0, 1, 500_000, 1_000_000, 2_345_678, 100_000_000] as [UInt64])
      weights.append(ClassWeight(pattern: pattern(), weight: ratio(weight)))
    }
    if chance.chance(percent: 75), let everything = ClassPattern("*/*/*/*") {
      weights.append(ClassWeight(pattern: everything, weight: ratio(750_000)))
    }
    return weights
  }

  private mutating func sizeClasses() -> [SizeClass] {
    [
      SizeClass(
        from: chance.pick([1, 2]), below: 5, factor: ratio(chance.pick([500_000, 1_000_000]))),
      SizeClass(from: 5, below: 9, factor: ratio(1_000_000)),
      SizeClass(from: 9, below: chance.pick([nil, 40]), factor: ratio(1_250_000)),
    ]
  }

  private mutating func baseline() -> BaselineRule {
    switch chance.number(in: 0...2) {
    case 0: BaselineRule(rule: .none, factor: .zero)
    case 1: BaselineRule(rule: .full, factor: .one)
    default: BaselineRule(rule: .reduced, factor: ratio(chance.pick([1, 250_000, 999_999])))
    }
  }

  private mutating func guidance() -> PriceGuidance {
    var prices: [MarketRent] = []
    for _ in 0..<chance.number(in: 1...2) {
      prices.append(
        MarketRent(
          pattern: pattern(), perHourMicros: chance.pick([0, 400_000, 1_000_000, 2_500_000])))
    }
    return PriceGuidance(prices: prices, above: chance.pick([.flag, .exclude]))
  }

  private mutating func caps(_ micros: Int64) -> CapRule {
    var caps = CapRule(beneficiaryShare: nil, beneficiaryAmountMicros: nil, perGPUHour: [])
    if chance.chance(percent: 35) {
      caps.beneficiaryShare = ratio(chance.pick([0, 100_000, 333_333, 500_000, 1_000_000]))
    }
    if chance.chance(percent: 25) {
      caps.beneficiaryAmountMicros = micros / chance.pick([3, 8, 20])
    }
    if chance.chance(percent: 35) {
      caps.perGPUHour = [
        HourCap(
          pattern: pattern(), amountMicros: chance.pick([0, 250_000, 1_000_000, 40_000_000]))
      ]
    }
    return caps
  }

  private mutating func floor(_ micros: Int64) -> FloorRule {
    FloorRule(
      amountMicros: chance.pick([0, 1, micros / 40, micros / 7, 3_000_000, 1_000_000_000]),
      mode: chance.pick([.topUp, .regardless]))
  }

  private mutating func lines(_ micros: Int64, _ span: TimeSpan) -> [PlannedLine] {
    var lines: [PlannedLine] = []
    for position in 0..<chance.number(in: 1...2) {
      let hours = max(span.seconds / 3_600, 1)
      let units = chance.number(in: 2...12)
      lines.append(
        PlannedLine(
          name: Label(known: "line-\(position + 1)"), pattern: pattern(), units: units,
          rateMicros: max(micros / 3 / hours / Int64(units), 1), hours: hours,
          statedMicros: micros / 2))
    }
    return lines
  }

  private mutating func vesting() -> VestingRule {
    let kind = chance.pick([VestingRule.Kind.none, .none, .cliff, .quarterly])
    return VestingRule(
      kind: kind, cliff: kind == .cliff ? duration(chance.pick(["PT5H", "P1D", "P3D"])) : nil,
      onExit: chance.pick([.forfeit, .keep]))
  }

  private mutating func conversion() -> ConversionRule? {
    guard chance.chance(percent: 70) else { return nil }
    let moment = chance.pick([ConversionRule.Moment.funding, .close, .close, .payout])
    return ConversionRule(
      moment: moment, fundingPrice: moment == .funding ? price() : nil,
      difference: chance.pick([.pool, .payees]))
  }
}
