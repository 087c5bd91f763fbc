import Quantities
import TestSupport
import Testing

@Suite struct MulDivTests {
  @Test func worksWhereTheProductPasses128Bits() {
    let max = UInt128.max
    #expect(mulDivFloor(max, max, max) == max)
    #expect(mulDivFloor(max, max - 1, max) == max - 1)
    #expect(mulDivFloor(1 << 127, 6, 4) == 3 << 126)
    #expect(mulDivFloor(7, 10, 3) == 23)
    #expect(mulDivFloor(0, max, max) == 0)
  }

  @Test func nilForZeroDivisorOrOverflow() {
    let max = UInt128.max
    #expect(mulDivFloor(1, 1, 0) == nil)
    #expect(mulDivFloor(0, 0, 0) == nil)
    #expect(mulDivFloor(max, 2, 1) == nil)
    #expect(mulDivFloor(1 << 64, 1 << 64, 1) == nil)
    #expect(mulDivFloor(1 << 64, (1 << 64) - 1, 1) == UInt128(UInt64.max) << 64)
  }

  @Test func quotientIsTheGreatestThatDoesNotPassTheProduct() throws {
    for seed in UInt64(0)..<20_000 {
      var generator = SplitMix64(seed: seed)
      let a = generator.nextOfAnyLength()
      let b = generator.nextOfAnyLength()
      let c = generator.nextOfAnyLength()
      guard let quotient = mulDivFloor(a, b, c) else {
        // Refused exactly when the quotient would need more than 128 bits.
        #expect(c == 0 || UInt256(product: a, b).high >= c, "seed \(seed)")
        continue
      }
      let product = UInt256(product: a, b)
      let below = UInt256(product: quotient, c)
      let remainder = try #require(product.subtracting(below), "seed \(seed)")
      #expect(remainder < UInt256(c), "seed \(seed)")
    }
  }

  @Test func productsCompareExactly() {
    let max = UInt128.max
    #expect(compareProducts(max, max, max, max) == .equal)
    #expect(compareProducts(max, max - 1, max, max) == .less)
    #expect(compareProducts(max, max, max - 1, max) == .greater)
    #expect(compareProducts(6, 4, 8, 3) == .equal)
    #expect(compareProducts(0, max, 1, 0) == .equal)
    #expect(productIsLess(2, 3, than: 7, 1))
    #expect(!productIsLess(7, 1, than: 7, 1))
  }

  @Test func comparingProductsAgreesWithComparingTheirDifference() {
    for seed in UInt64(0)..<20_000 {
      var generator = SplitMix64(seed: seed)
      let a = generator.nextOfAnyLength()
      let b = generator.nextOfAnyLength()
      let c = generator.nextOfAnyLength()
      let d = Bool.random(using: &generator) ? b : generator.nextOfAnyLength()
      let left = UInt256(product: a, b)
      let right = UInt256(product: c, d)
      let expected: ExactOrder =
        left == right ? .equal : left.subtracting(right) == nil ? .less : .greater
      #expect(compareProducts(a, b, c, d) == expected, "seed \(seed)")
      if b == d, b != 0 {
        #expect(expected == (a == c ? .equal : a < c ? .less : .greater), "seed \(seed)")
      }
    }
  }
}
