import Policy
import Quantities

extension RandomPolicy {
  /// The policy with a wallet that pays, in every third history.
  func withTreasury(_ policy: ProgramPolicy, seed: UInt64) -> ProgramPolicy {
    guard seed % 3 == 0 else { return policy }
    var policy = policy
    var own = self
    own.chance = SplitMix64(seed: seed).branch(6)
    policy.treasury = own.treasury()
    return policy
  }

  private mutating func treasury() -> TreasuryRule {
    TreasuryRule(
      minimumUakt: chance.pick([0, 1, 1_000, 50_000]),
      maximumOutputs: chance.pick([1, 2, 100, 100]),
      gas: TreasuryRule.Gas(
        base: 100_000, perOutput: 40_000, maximum: chance.pick([180_000, 10_000_000, 10_000_000]),
        price: ratio(chance.pick([0, 25_000, 25_000, 1_000_000]))),
      pacing: chance.chance(percent: 20)
        ? TreasuryRule.Pacing(
          dailyVolumeUakt: chance.pick([1_000_000, 900_000_000_000]), share: ratio(2_500),
          source: Label(known: "market")) : nil,
      coolingSeconds: chance.pick([0, 3_600, 86_400]), leastBlocks: 10, mostBlocks: 2_000,
      nodes: chance.pick([2, 2, 3]), alert: .one, fall: ratio(chance.pick([0, 300_000, 999_999])),
      buffer: ratio(100_000), unfunded: ratio(chance.pick([0, 500_000, 1_000_000, 1_000_000])),
      revenueDueSeconds: chance.pick([0, 86_400]))
  }
}
