import Accounting
import TestSupport
import Testing

@Suite struct CappedSharesTests {
  typealias Claimant = CappedShares.Claimant

  /// Caps whoever exceeds the level, all at once, until nobody does: slower, and in another order.
  private func oracle(pot: UInt128, _ claimants: [Claimant]) -> [UInt128] {
    var capped = Set<Int>()
    while true {
      var rest = pot
      var weight: UInt128 = 0
      for (index, claimant) in claimants.enumerated() where claimant.weight > 0 {
        if capped.contains(index) {
          rest -= claimant.cap ?? 0
        } else {
          weight += claimant.weight
        }
      }
      let above = claimants.indices.filter { index in
        guard !capped.contains(index), claimants[index].weight > 0,
          let cap = claimants[index].cap
        else { return false }
        return cap * weight < rest * claimants[index].weight
      }
      if above.isEmpty {
        return claimants.indices.map { index in
          if claimants[index].weight == 0 { return 0 }
          if capped.contains(index) { return (claimants[index].cap ?? 0) / 3600 }
          return rest * claimants[index].weight / (weight * 3600)
        }
      }
      capped.formUnion(above)
    }
  }

  private func shares(pot: UInt128, _ claimants: [Claimant]) -> [UInt128]? {
    guard let level = CappedShares(pot: pot, claimants: claimants) else { return nil }
    return claimants.enumerated().map { index, claimant in
      level.floor(weight: claimant.weight, of: claimant.weight, at: index, over: 3600)
    }
  }

  private func world(_ random: inout SplitMix64) -> (pot: UInt128, [Claimant]) {
    let pot = UInt128(random.next(below: 1_000_000)) * 3600
    let count = Int(random.next(below: 12))
    let claimants = (0..<count).map { _ in
      let weight = UInt128(random.next(below: 4) == 0 ? 0 : random.next(below: 1_000_000))
      let cap = random.next(below: 2) == 0 ? nil : UInt128(random.next(below: 2_000_000_000))
      return Claimant(weight: weight, cap: cap)
    }
    return (pot, claimants)
  }

  @Test func sharesAgreeWithTheNaiveOracle() {
    for seed in 0..<5_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let (pot, claimants) = world(&random)
      #expect(shares(pot: pot, claimants) == oracle(pot: pot, claimants), "seed \(seed)")
    }
  }

  @Test func sharesNeverExceedThePot() {
    for seed in 0..<2_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let (pot, claimants) = world(&random)
      let sum = shares(pot: pot, claimants)?.reduce(0, +) ?? .max
      #expect(sum <= pot / 3600, "seed \(seed)")
    }
  }

  @Test func orderDoesNotMatter() {
    for seed in 0..<2_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let (pot, claimants) = world(&random)
      let reversed = shares(pot: pot, claimants.reversed()).map { Array($0.reversed()) }
      #expect(shares(pot: pot, claimants) == reversed, "seed \(seed)")
    }
  }

  @Test func moreWeightOrAGreaterPotNeverLowersAShare() {
    for seed in 0..<2_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var (pot, claimants) = world(&random)
      guard !claimants.isEmpty else { continue }
      let index = Int(random.next(below: UInt64(claimants.count)))
      let before = shares(pot: pot, claimants)?[index] ?? 0
      let more = claimants[index].weight + UInt128(random.next(below: 1_000) + 1)
      claimants[index] = Claimant(weight: more, cap: claimants[index].cap)
      let after = shares(pot: pot, claimants)?[index] ?? 0
      #expect(after >= before, "seed \(seed)")
      pot += UInt128(random.next(below: 1_000_000))
      #expect(shares(pot: pot, claimants)?[index] ?? 0 >= after, "seed \(seed)")
    }
  }

  @Test func equalInMeansEqualOut() {
    let claimants = Array(repeating: Claimant(weight: 7, cap: 3_600_000), count: 3)
    #expect(shares(pot: 3_600_000_000, claimants) == [1_000, 1_000, 1_000])
    let free = Array(repeating: Claimant(weight: 7, cap: nil), count: 3)
    #expect(shares(pot: 3_600_000_000, free) == [333_333, 333_333, 333_333])
  }

  @Test func everybodyCappedLeavesARestOfNobody() {
    let level = CappedShares(
      pot: 36_000, claimants: [Claimant(weight: 1, cap: 3_600), Claimant(weight: 9, cap: 7_200)])
    #expect(level?.rest == 25_200)
    #expect(level?.restWeight == 0)
    #expect(level?.bindingCaps == [3_600, 7_200])
  }

  @Test func withNobodyThereIsNoLevelToFind() {
    let level = CappedShares(pot: 5, claimants: [Claimant(weight: 0, cap: 0)])
    #expect(level?.rest == 5)
    #expect(level?.restWeight == 0)
    #expect(level?.bindingCaps == [nil])
  }

  @Test func numbersBeyondTheLimitAreRefused() {
    #expect(CappedShares(pot: CappedShares.limit, claimants: []) == nil)
    let heavy = Claimant(weight: CappedShares.limit - 1, cap: .max)
    #expect(CappedShares(pot: 1, claimants: [heavy, Claimant(weight: 1, cap: nil)]) == nil)
    #expect(CappedShares(pot: 1, claimants: [Claimant(weight: .max, cap: nil)]) == nil)
  }

  @Test func extremeNumbersNeverTrap() {
    for seed in 0..<2_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      func extreme() -> UInt128 {
        let bits = UInt128(random.next()) << 64 | UInt128(random.next())
        return bits >> UInt128(random.next(below: 128))
      }
      let claimants = (0..<Int(random.next(below: 6))).map { _ in
        Claimant(weight: extreme(), cap: random.next(below: 2) == 0 ? nil : extreme())
      }
      _ = shares(pot: extreme(), claimants)
    }
  }
}
