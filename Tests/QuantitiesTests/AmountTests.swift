import Quantities
import TestSupport
import Testing

@Suite struct AmountTests {
  @Test func boundsAreInclusiveAndSymmetric() throws {
    let limit = Amount.limitMicros
    #expect(limit == 1_000_000_000_000_000_000)
    #expect(try Amount(micros: limit).micros == limit)
    #expect(try Amount(micros: -limit).micros == -limit)
    #expect(throws: QuantityError.outOfBounds(.amount)) { try Amount(micros: limit + 1) }
    #expect(throws: QuantityError.outOfBounds(.amount)) { try Amount(micros: -limit - 1) }
    #expect(throws: QuantityError.outOfBounds(.amount)) { try Amount(micros: Int64.min) }
    #expect(throws: QuantityError.outOfBounds(.amount)) { try Amount(micros: UInt128.max) }
  }

  @Test func sumsBeyondTheBoundsAreRefused() throws {
    let limit = try Amount(micros: Amount.limitMicros)
    let one = try Amount(micros: Int64(1))
    #expect(throws: QuantityError.overflow(.amount)) { try limit.adding(one) }
    #expect(throws: QuantityError.overflow(.amount)) { try limit.negated.subtracting(one) }
    #expect(limit.addingIfInBounds(one) == nil)
    #expect(try limit.subtracting(one).adding(one) == limit)
    #expect(throws: QuantityError.overflow(.amount)) { try limit.multiplied(by: 2) }
    #expect(throws: QuantityError.overflow(.amount)) { try limit.multiplied(by: .max) }
    #expect(try limit.multiplied(by: -1) == limit.negated)
  }

  @Test func sumMayPassTheBoundsOnItsWay() throws {
    let limit = try Amount(micros: Amount.limitMicros)
    #expect(try Amount.sum(of: [limit, limit, limit.negated]) == limit)
    #expect(try Amount.sum(of: []) == .zero)
    #expect(throws: QuantityError.overflow(.amount)) { try Amount.sum(of: [limit, limit]) }
  }

  @Test func addingAndSubtractingAreInverse() throws {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<10_000 {
      let left = try Amount(micros: Int64.random(in: -limitHalf...limitHalf, using: &generator))
      let right = try Amount(micros: Int64.random(in: -limitHalf...limitHalf, using: &generator))
      #expect(try left.adding(right).subtracting(right) == left)
      #expect((left < right) == (left.micros < right.micros))
    }
  }

  private let limitHalf = Amount.limitMicros / 2
}
