import Policy
import Quantities

extension RandomPolicy {
  /// Whether a history is of rules 2; drawn from the seed alone, so that the others stay as they
  /// are.
  static func paysActivity(seed: UInt64) -> Bool { seed % 4 == 2 }

  /// Whether an epoch pool of a history of rules 2 lets leases share a part of its pots.
  private static func paysLeasesByPresence(seed: UInt64) -> Bool { seed % 12 == 6 }

  /// The policy under rules 2, with an activity pool beside the first, or with leases that share a
  /// part of an epoch pool's pots: never both, because no two pools pay for leases at once.
  func withActivity(_ policy: ProgramPolicy, seed: UInt64) -> ProgramPolicy {
    var policy = policy
    guard Self.paysActivity(seed: seed), let model = policy.pools.first else { return policy }
    var own = self
    own.chance = SplitMix64(seed: seed).branch(4)
    policy.rules = 2
    if Self.paysLeasesByPresence(seed: seed),
      let index = policy.pools.firstIndex(where: { $0.kind == .epoch })
    {
      own.addLeasedPart(to: &policy.pools[index])
      return policy
    }
    let pool = own.activityPool(like: model)
    policy.pools.append(pool)
    policy.order.append(pool.name)
    return policy
  }

  private mutating func addLeasedPart(to pool: inout PoolPolicy) {
    pool.floor = nil
    if pool.vesting.kind == .quarterly {
      pool.vesting = VestingRule(kind: .none, cliff: nil, onExit: .forfeit)
    }
    var rule = activityRule(share: activityShare())
    rule.part = ratio(chance.pick([1, 200_000, 1_000_000]))
    rule.deployers = .zero
    pool.activity = rule
  }

  private mutating func activityShare() -> Ratio {
    ratio(chance.pick([0, 1, 1_000, 2_000, 2_499, 400_000]))
  }

  private mutating func activityRule(share: Ratio) -> ActivityRule {
    ActivityRule(
      share: share, cost: ratio(2_500),
      deployers: ratio(chance.pick([0, 1, 250_000, 1_000_000])),
      gpu: ratio(chance.pick([0, 1_000_000, 2_345_678])), cpu: ratio(chance.pick([1, 10_000])))
  }

  private mutating func activityPool(like model: PoolPolicy) -> PoolPolicy {
    let currency: Currency = chance.chance(percent: 65) ? .usd : .uakt
    let micros: Int64 = chance.pick([1, 999, 12_345, 1_000_000, 6_250_000_000])
    let share = activityShare()
    return PoolPolicy(
      name: Label(known: "activity"), kind: .activity,
      amount: Money(sound(try Amount(micros: micros)), currency), share: nil, span: model.span,
      epoch: model.epoch, proof: .reported, eligibility: EligibilityRule(),
      uptime: UptimeRule.standard, classWeights: [], sizeClasses: [], baseline: nil,
      priceGuidance: nil,
      caps: CapRule(beneficiaryShare: nil, beneficiaryAmountMicros: nil, perGPUHour: []),
      floor: nil, lines: [],
      vesting: chance.chance(percent: 60)
        ? VestingRule(kind: .none, cliff: nil, onExit: .forfeit)
        : VestingRule(
          kind: .cliff, cliff: duration("PT5H"), onExit: chance.pick([.forfeit, .keep])),
      unallocated: chance.pick([.carry, .return]),
      conversion: currency == .usd && chance.chance(percent: 70)
        ? ConversionRule(moment: .close, fundingPrice: nil, difference: .pool) : nil,
      activity: activityRule(share: share))
  }
}
