import Quantities
import TestSupport
import Testing

@Suite struct MoneyTests {
  @Test(arguments: [
    ("5000000.00 USD", Int64(5_000_000_000_000), Currency.usd, "5000000.00 USD"),
    ("5000000 USD", 5_000_000_000_000, .usd, "5000000.00 USD"),
    ("0.000001 USD", 1, .usd, "0.000001 USD"),
    ("1.690000 USD", 1_690_000, .usd, "1.69 USD"),
    ("-5.10 USD", -5_100_000, .usd, "-5.10 USD"),
    ("1000000 uakt", 1_000_000, .uakt, "1000000 uakt"),
    ("25 AKT", 25_000_000, .uakt, "25000000 uakt"),
    ("0.5 AKT", 500_000, .uakt, "500000 uakt"),
    ("0 uakt", 0, .uakt, "0 uakt"),
    ("1000000000000.000000 USD", 1_000_000_000_000_000_000, .usd, "1000000000000.00 USD"),
  ])
  func readsAndPrintsExactly(text: String, micros: Int64, currency: Currency, canonical: String)
    throws
  {
    let money = try Money(text)
    #expect(money.amount.micros == micros)
    #expect(money.currency == currency)
    #expect(money.text == canonical)
    #expect(try Money(money.text) == money)
    #expect(try Money(money.displayText) == money)
  }

  @Test(arguments: [
    ("", QuantityError.malformed(.money)), ("5", .malformed(.money)), (" USD", .malformed(.money)),
    ("5  USD", .malformed(.money)), ("5 USD ", .malformed(.money)), ("5 usd", .malformed(.money)),
    ("5 EUR", .malformed(.money)), ("+5 USD", .malformed(.money)), ("05 USD", .malformed(.money)),
    ("5. USD", .malformed(.money)), (".5 USD", .malformed(.money)), ("-0 USD", .malformed(.money)),
    ("-0.00 USD", .malformed(.money)), ("1,000 USD", .malformed(.money)),
    ("1e6 USD", .malformed(.money)), ("1_000 USD", .malformed(.money)),
    ("５ USD", .malformed(.money)), ("1.2.3 USD", .malformed(.money)), ("- USD", .malformed(.money)),
    ("1.0000001 USD", .tooFine(.money)), ("0.0000010 AKT", .tooFine(.money)),
    ("1.5 uakt", .tooFine(.money)), ("1.0 uakt", .tooFine(.money)),
    ("1000000000000.000001 USD", .outOfBounds(.money)),
    ("1000000000000000001 uakt", .outOfBounds(.money)),
    ("999999999999999999999999999999999999999999 USD", .outOfBounds(.money)),
  ])
  func refusesEveryOtherForm(text: String, error: QuantityError) {
    #expect(throws: error) { try Money(text) }
  }

  @Test func currenciesDoNotMix() throws {
    let dollars = try Money("1 USD")
    let tokens = try Money("1 AKT")
    #expect(throws: QuantityError.currencyMismatch(.usd, .uakt)) { try dollars.adding(tokens) }
    #expect(throws: QuantityError.currencyMismatch(.uakt, .usd)) {
      try tokens.subtracting(dollars)
    }
    #expect(try dollars.adding(dollars).text == "2.00 USD")
    #expect(tokens.displayText == "1 AKT")
  }

  @Test func printedMoneyReadsBackTheSame() throws {
    for seed in UInt64(0)..<2_000 {
      var generator = SplitMix64(seed: seed)
      let bound = Int64(truncatingIfNeeded: generator.nextOfAnyLength() % 1_000_000_000_000_000_000)
      let amount = try Amount(micros: Bool.random(using: &generator) ? bound : -bound)
      for currency in Currency.allCases {
        let money = Money(amount, currency)
        #expect(try Money(money.text) == money, "seed \(seed)")
        #expect(try Money(money.displayText) == money, "seed \(seed)")
      }
    }
  }
}
