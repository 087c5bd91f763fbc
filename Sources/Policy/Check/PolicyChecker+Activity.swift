import Encoding
import Quantities

extension PolicyChecker {
  /// What 1,000 USD of leases are in micro-dollars: the sum on which a self-leaser is shown.
  private static let leasedMicros: Int128 = 1_000_000_000

  /// An activity pool says what it pays for, and no other pool does.
  mutating func checkActivity(_ context: PoolContext) {
    let pool = context.pool
    guard pool.kind == .activity else {
      if pool.activity != nil { withoutEffect("activity", context) }
      return
    }
    if pool.proof != .reported { withoutEffect("proof", context) }
    if pool.eligibility != EligibilityRule() { withoutEffect("eligibility", context) }
    if pool.uptime != .standard { withoutEffect("uptime", context) }
    if pool.priceGuidance != nil { withoutEffect("priceGuidance", context) }
    if pool.vesting.kind == .quarterly { withoutEffect("vesting", context) }
    guard let rule = pool.activity else {
      add(.activityMissing, at: context.path, ["pool": context.name])
      return
    }
    if rule.share == .zero || (rule.gpu == .zero && rule.cpu == .zero) {
      add(.activityPaysNothing, at: context.at("activity"), ["pool": context.name])
    }
    checkSelfLeasing(context, rule)
    checkLeasePaidTwice(context)
  }

  private mutating func withoutEffect(_ key: String, _ context: PoolContext) {
    add(
      .keyWithoutEffect, at: context.at(key),
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
        $0.kind == .activity && $0.span.overlaps(context.pool.span)
      })
    else { return }
    add(
      .activityOverlap, at: context.at("span"),
      ["pool": context.name, "other": .label(other.name)])
  }
}
