import Quantities
import TestSupport
import Testing

@Suite struct PriceTests {
  @Test func readsAndPrintsAllEighteenDecimals() throws {
    #expect(try Price18("1.69").scaled == 1_690_000_000_000_000_000)
    #expect(try Price18("1").text == "1.00")
    #expect(try Price18("0.000000000000000001").scaled == 1)
    #expect(try Price18("0.457123456789012345").text == "0.457123456789012345")
    #expect(try Price18("1000000").scaled == Price18.limitScaled)
  }

  @Test(arguments: [
    ("0", QuantityError.outOfBounds(.price)), ("0.00", .outOfBounds(.price)),
    ("1000000.000000000000000001", .outOfBounds(.price)),
    ("0.0000000000000000001", .tooFine(.price)), ("-1", .malformed(.price)),
    ("1.", .malformed(.price)), ("", .malformed(.price)), ("1e3", .malformed(.price)),
    ("99999999999999999999999999999999999999999", .outOfBounds(.price)),
  ])
  func refusesOtherTexts(text: String, error: QuantityError) {
    #expect(throws: error) { try Price18(text) }
  }

  @Test func conversionFloorsOnceInEachDirection() throws {
    let price = try Price18("1.69")
    let dollars = try Money("1 USD").amount
    // 1 / 1.69 AKT = 0.591715976… AKT.
    #expect(try price.uakt(forMicroDollars: dollars).micros == 591_715)
    #expect(try price.microDollars(forUakt: Amount(micros: Int64(591_715))).micros == 999_998)
    #expect(try price.microDollars(forUakt: Amount(micros: Int64(1_000_000))).micros == 1_690_000)
    #expect(try price.uakt(forMicroDollars: .zero) == .zero)
  }

  @Test func negativeAndOverlongConversionsAreRefused() throws {
    let price = try Price18("0.000000000000000001")
    let one = try Amount(micros: Int64(1))
    #expect(throws: QuantityError.negative(.amount)) {
      try price.uakt(forMicroDollars: one.negated)
    }
    #expect(try price.uakt(forMicroDollars: one).micros == Amount.limitMicros)
    #expect(throws: QuantityError.overflow(.amount)) {
      try price.uakt(forMicroDollars: Amount(micros: Int64(2)))
    }
    #expect(throws: QuantityError.overflow(.amount)) {
      try Price18(scaled: Price18.limitScaled)
        .microDollars(forUakt: Amount(micros: Amount.limitMicros))
    }
  }

  @Test func goingThereAndBackNeverGains() throws {
    for seed in UInt64(0)..<5_000 {
      var generator = SplitMix64(seed: seed)
      let price = try Price18(scaled: generator.nextOfAnyLength() % Price18.limitScaled + 1)
      let dollars = try Amount(micros: generator.nextOfAnyLength() % 1_000_000_000_000_000)
      guard let uakt = try? price.uakt(forMicroDollars: dollars) else { continue }
      let back = try price.microDollars(forUakt: uakt)
      #expect(back <= dollars, "seed \(seed)")
      // One more uakt would cost more than was there.
      let more = mulDivFloor(UInt128(uakt.magnitude + 1), price.scaled, Price18.scale)
      if let more { #expect(more >= UInt128(dollars.magnitude), "seed \(seed)") }
    }
  }
}
