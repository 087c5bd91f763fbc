import Quantities
import Testing

@Suite struct RatioTests {
  @Test(arguments: [
    ("99.741%", UInt64(997_410), "0.99741", "99.741%"), ("0.95", 950_000, "0.95", "95%"),
    ("95%", 950_000, "0.95", "95%"), ("100%", 1_000_000, "1", "100%"),
    ("1", 1_000_000, "1", "100%"),
    ("0", 0, "0", "0%"), ("0.000001", 1, "0.000001", "0.0001%"),
    ("0.0001%", 1, "0.000001", "0.0001%"),
    ("1.85", 1_850_000, "1.85", "185%"), ("0.950000", 950_000, "0.95", "95%"),
    ("1000000", 1_000_000_000_000, "1000000", "100000000%"),
  ])
  func readsAndPrintsExactly(text: String, ppm: UInt64, decimal: String, percent: String) throws {
    let ratio = try Ratio(text)
    #expect(ratio.ppm == ppm)
    #expect(ratio.text == decimal)
    #expect(ratio.percentText == percent)
  }

  @Test(arguments: [
    ("99.74123%", QuantityError.tooFine(.ratio)), ("0.9999999", .tooFine(.ratio)),
    ("0.9500000", .tooFine(.ratio)), ("%", .malformed(.ratio)), ("95 %", .malformed(.ratio)),
    ("95%%", .malformed(.ratio)), ("-5%", .malformed(.ratio)), ("", .malformed(.ratio)),
    (".95", .malformed(.ratio)), ("0,95", .malformed(.ratio)), ("00.5", .malformed(.ratio)),
    ("1000000.000001", .outOfBounds(.ratio)), ("1000001", .outOfBounds(.ratio)),
  ])
  func refusesOtherTexts(text: String, error: QuantityError) {
    #expect(throws: error) { try Ratio(text) }
  }

  @Test func uptimeIsFlooredOnceToPpm() {
    // 99.741 % of a 30-day month in 5-minute slots: 8,617.6224 of 8,640.
    #expect(Ratio.floor(of: 8_617, over: 8_640)?.ppm == 997_337)
    #expect(Ratio.floor(of: 1, over: 3)?.ppm == 333_333)
    #expect(Ratio.floor(of: 2, over: 3)?.ppm == 666_666)
    #expect(Ratio.floor(of: 0, over: 0) == nil)
    #expect(Ratio.floor(of: 5, over: 5) == .one)
    #expect(Ratio.floor(of: .max, over: .max) == .one)
    #expect(Ratio.floor(of: .max, over: 1) == nil)
  }

  @Test func partsOfAmountsAreFloored() throws {
    let amount = try Amount(micros: Int64(1_000_001))
    #expect(try Ratio("0.5").floor(of: amount).micros == 500_000)
    #expect(try Ratio.one.floor(of: amount) == amount)
    #expect(throws: QuantityError.negative(.amount)) { try Ratio.one.floor(of: amount.negated) }
    #expect(throws: QuantityError.overflow(.amount)) {
      try Ratio(ppm: Ratio.limitPPM).floor(of: Amount(micros: Amount.limitMicros))
    }
  }
}
