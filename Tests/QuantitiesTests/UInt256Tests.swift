import Quantities
import TestSupport
import Testing

@Suite struct UInt256Tests {
  @Test func carriesAndBorrowsCrossTheHalves() {
    let low = UInt256(UInt128.max)
    #expect(low.adding(UInt256(1)) == UInt256(high: 1, low: 0))
    #expect(UInt256(high: 1, low: 0).subtracting(UInt256(1)) == low)
    #expect(UInt256.max.adding(UInt256(1)) == nil)
    #expect(UInt256(high: .max, low: 0).adding(UInt256(high: 0, low: .max)) == .max)
    #expect(UInt256.zero.subtracting(UInt256(1)) == nil)
    #expect(UInt256(high: 1, low: 0).narrowed == nil)
    #expect(low.narrowed == .max)
  }

  @Test func decimalTextIsExact() {
    let max = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
    #expect(UInt256.max.description == max)
    #expect(UInt256(0).description == "0")
    #expect(
      UInt256(high: 1, low: 0).description == "340282366920938463463374607431768211456")
    #expect(
      UInt256(product: 1 << 127, 20).description == "3402823669209384634633746074317682114560")
  }

  @Test func divisionByZeroAndOverlongProductsAreNil() {
    #expect(UInt256.max.divided(by: 0) == nil)
    #expect(UInt256.max.multiplied(by: 2) == nil)
    #expect(UInt256(high: 1 << 127, low: 0).multiplied(by: 2) == nil)
    #expect(UInt256(high: 0, low: 1 << 127).multiplied(by: 2) == UInt256(high: 1, low: 0))
    #expect(UInt256.max.multiplied(by: 1) == .max)
  }

  @Test func quotientTimesDivisorPlusRemainderIsTheDividend() throws {
    for seed in UInt64(0)..<20_000 {
      var generator = SplitMix64(seed: seed)
      let value = UInt256(high: generator.nextOfAnyLength(), low: generator.nextOfAnyLength())
      let divisor = generator.nextOfAnyLength()
      guard divisor != 0 else { continue }
      let result = try #require(value.divided(by: divisor))
      #expect(result.remainder < divisor, "seed \(seed)")
      let back = try #require(result.quotient.multiplied(by: divisor), "seed \(seed)")
      #expect(back.adding(UInt256(result.remainder)) == value, "seed \(seed)")
    }
  }
}
