import Accounting
import Quantities
import TestSupport
import Testing

@Suite struct CumulativeSplitTests {
  /// |part − amount · weight / total| < 1, without division.
  private func isWithinOne(
    _ part: UInt64, of amount: UInt64, weight: UInt128, total: UInt128
  ) -> Bool {
    let scaled = UInt256(product: UInt128(part), total)
    let exact = UInt256(product: UInt128(amount), weight)
    let gap = scaled < exact ? exact.subtracting(scaled) : scaled.subtracting(exact)
    return gap.map { $0 < UInt256(total) } ?? false
  }

  @Test func partsAddUpToTheAmount() {
    for seed in 0..<2_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let amount = random.next() >> random.next(below: 64)
      let weights = (0..<Int(random.next(below: 9) + 1)).map { _ in
        UInt128(random.next() >> random.next(below: 64))
      }
      guard let parts = CumulativeSplit.parts(of: amount, weights: weights) else {
        Issue.record("seed \(seed): overflow")
        continue
      }
      let total = weights.reduce(0, +)
      let sum = parts.reduce(UInt128(0)) { $0 + UInt128($1) }
      #expect(sum == (total == 0 ? 0 : UInt128(amount)), "seed \(seed)")
      for (part, weight) in zip(parts, weights) where total > 0 {
        #expect(
          isWithinOne(part, of: amount, weight: weight, total: total), "seed \(seed)")
      }
    }
  }

  @Test func weightlessPartsGetNothing() {
    #expect(CumulativeSplit.parts(of: 100, weights: [0, 0]) == [0, 0])
    #expect(CumulativeSplit.parts(of: 100, weights: [0, 3, 0, 1]) == [0, 75, 0, 25])
    #expect(CumulativeSplit.parts(of: 7, weights: []) == [])
  }

  @Test func thirdsOfOneHundredAre33And33And34() {
    #expect(CumulativeSplit.parts(of: 100, weights: [1, 1, 1]) == [33, 33, 34])
  }

  @Test func weightsThatLeave128BitsAreRefused() {
    #expect(CumulativeSplit.parts(of: 1, weights: [.max, 1]) == nil)
  }

  @Test func aWeightBeyondTheTotalGivesTheRestOnly() {
    var split = CumulativeSplit(amount: 10, totalWeight: 4)
    #expect(split.next(weight: 2) == 5)
    #expect(split.next(weight: .max) == 5)
    #expect(split.next(weight: .max) == 0)
  }
}
