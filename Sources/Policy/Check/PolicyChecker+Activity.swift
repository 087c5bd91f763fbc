import Encoding
import Quantities

extension PolicyChecker {
  /// What 1,000 USD of leases are in micro-dollars: the sum on which a self-leaser is shown.
  private static let leasedMicros: Int128 = 1_000_000_000

  /// An activity pool says what it pays for, an epoch pool may, and no other pool does.
  mutating func checkActivity(_ context: PoolContext) {
    switch context.pool.kind {
    case .activity: checkActivityPool(context)
    case .epoch: checkLeasedPart(context)
    case .committed, .research:
      if context.pool.activity != nil { withoutEffect("activity", context) }
    }
  }

  private mutating func checkActivityPool(_ context: PoolContext) {
    let pool = context.pool
    if pool.proof != .reported { withoutEffect("proof", context) }
    if pool.eligibility != EligibilityRule() { withoutEffect("eligibility", context) }
    if pool.uptime != .standard { withoutEffect("uptime", context) }
    if pool.priceGuidance != nil { withoutEffect("priceGuidance", context) }
    if pool.vesting.kind == .quarterly { withoutEffect("vesting", context) }
    guard let rule = pool.activity else {
      add(.activityMissing, at: context.path, ["pool": context.name])
      return
    }
    if rule.part != nil { withoutEffect("activity.part", context) }
    checkRule(context, rule, part: .one)
  }

  /// The part of an epoch pool's pots that leases share: providers have it, and no deployer.
  private mutating func checkLeasedPart(_ context: PoolContext) {
    guard let rule = context.pool.activity else { return }
    if context.pool.floor != nil { withoutEffect("activity", context) }
    if context.pool.vesting.kind == .quarterly { withoutEffect("vesting", context) }
    if rule.deployers != .zero { withoutEffect("activity.deployers", context) }
    checkRule(context, rule, part: rule.part ?? .zero)
  }

  private mutating func checkRule(_ context: PoolContext, _ rule: ActivityRule, part: Ratio) {
    if part == .zero || rule.share == .zero || (rule.gpu == .zero && rule.cpu == .zero) {
      add(.activityPaysNothing, at: context.at("activity"), ["pool": context.name])
    }
    checkSelfLeasing(context, rule)
    checkLeasePaidTwice(context)
  }

  private mutating func withoutEffect(_ key: String, _ context: PoolContext) {
    let path = key.split(separator: ".").reduce(context.path) { .member($0, String($1)) }
    add(
      .keyWithoutEffect, at: path,
      [
        "pool": context.name, "key": .text(key), "kind": .text(context.pool.kind.rawValue),
      ])
  }

  /// Whoever leases from itself loses the chain's cost and wins the share; only a loss is safe.
  private mutating func checkSelfLeasing(_ context: PoolContext, _ rule: ActivityRule) {
    let paid = Self.leasedMicros * Int128(rule.share.ppm) / Int128(Ratio.ppmPerOne)
    let lost = Self.leasedMicros * Int128(rule.cost.ppm) / Int128(Ratio.ppmPerOne)
    add(
      rule.isBelowCost ? .selfLeasingLoses : .selfLeasingPays,
      at: context.at("activity", "share"),
      [
        "pool": context.name, "share": .ratio(rule.share), "cost": .ratio(rule.cost),
        "leased": .money(Self.leasedMicros, .usd), "paid": .money(paid, .usd),
        "lost": .money(lost, .usd), "profit": .money(paid - lost, .usd),
      ])
  }

  /// Two pools at once would pay one lease twice, together above its cost (law 5).
  private mutating func checkLeasePaidTwice(_ context: PoolContext) {
    let others = policy.pools.prefix { $0 != context.pool }
    guard
      let other = others.first(where: {
        $0.activity != nil && $0.span.overlaps(context.pool.span)
      })
    else { return }
    add(
      .activityOverlap, at: context.at("span"),
      ["pool": context.name, "other": .label(other.name)])
  }
}
