import Quantities
import Testing

@Suite struct QuantityErrorTests {
  @Test func everyRuleHasItsOwnWords() {
    let errors: [QuantityError] = [
      .malformed(.price), .outOfBounds(.price), .tooFine(.price), .overflow(.price),
      .currencyMismatch(.usd, .uakt), .negative(.price), .endsBeforeStart,
    ]
    let words = errors.map(\.description)
    #expect(Set(words).count == errors.count)
    #expect(words.allSatisfy { !$0.isEmpty })
  }
}
