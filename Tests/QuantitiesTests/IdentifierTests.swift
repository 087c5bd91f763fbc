import Quantities
import Testing

@Suite struct IdentifierTests {
  @Test func addressesAreLowerCaseLettersAndDigits() throws {
    let text = "akash1qyqszqgpqyqszqgpqyqszqgpqyqszqgp3v7q0n"
    #expect(try Address(text).text == text)
    #expect(try Address(String(repeating: "a", count: 90)).bytes.count == 90)
    #expect(throws: QuantityError.outOfBounds(.address)) {
      try Address(String(repeating: "a", count: 91))
    }
    for bad in ["", "Akash1", "akash 1", "akash-1", "akash1é", "akash1\u{0}", "ａkash1"] {
      #expect(throws: QuantityError.malformed(.address)) { try Address(bad) }
    }
  }

  @Test func labelsAllowTheirPunctuation() throws {
    #expect(try Label("nvidia.a100-80gb_sxm4").text == "nvidia.a100-80gb_sxm4")
    #expect(throws: QuantityError.outOfBounds(.label)) {
      try Label(String(repeating: "a", count: 65))
    }
    for bad in ["", "A100", "a/b", "a b", "é", "e\u{301}", "a\n"] {
      #expect(throws: QuantityError.malformed(.label)) { try Label(bad) }
    }
  }

  @Test func orderIsThatOfTheBytes() throws {
    let labels = try ["b", "a", "a-", "a.", "a_", "a0", "aa", "0"].map { try Label($0) }
    #expect(labels.sorted().map(\.text) == ["0", "a", "a-", "a.", "a0", "a_", "aa", "b"])
  }

  @Test func denseIdsOrderByNumber() {
    #expect(ProviderIndex(2) < ProviderIndex(10))
    #expect(ClassIndex(rawValue: 7).position == 7)
    #expect(Currency.usd < .uakt && !(Currency.uakt < .uakt))
  }
}
