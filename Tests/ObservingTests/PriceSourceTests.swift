import Observing
import Quantities
import Testing

/// Prices out of other people's JSON, exactly as they are written.
@Suite struct PriceSourceTests {
  private func price(_ json: String, _ path: String) throws -> Price18 {
    let number = try #require(NumberAtPath(path))
    return try number.price(in: Array(json.utf8))
  }

  @Test func numbersAreTakenAsWrittenAndNeverAsFractionsOfTwo() throws {
    let akash = #"{"akash-network":{"usd":0.453712345678901234,"eur":1}}"#
    #expect(
      try price(akash, "akash-network.usd").scaled == 453_712_345_678_901_234)
    #expect(try price(#"{"data":[{"p":"1.69"}]}"#, "data.0.p") == Price18("1.69"))
    #expect(try price("[2, 3.5]", "0") == Price18("2"))
    #expect(try price(#"{"a":"0.1 \" 0.2","b":0.30}"#, "b") == Price18("0.3"))
  }

  @Test func whatIsNoPriceIsRefusedWithItsReason() throws {
    for (json, path, code) in [
      (#"{"a":0.5"#, "a", "price-not-json"), (#"{"a":.5}"#, "a", "price-not-json"),
      (#"{"a":01.5}"#, "a", "price-not-json"), (#"{"a":1}"#, "b", "price-path-missing"),
      (#"{"a":[1]}"#, "a.1", "price-path-missing"), (#"{"a":[1]}"#, "a.00", "price-path-missing"),
      (#"{"a":true}"#, "a", "price-not-a-price"), (#"{"a":1e-3}"#, "a", "price-not-a-price"),
      (#"{"a":-0.5}"#, "a", "price-not-a-price"), (#"{"a":0}"#, "a", "price-not-a-price"),
      (#"{"a":0.1234567890123456789}"#, "a", "price-not-a-price"),
    ] {
      let error = #expect(throws: NumberAtPath.Refusal.self, "\(json)") { try price(json, path) }
      #expect(error?.code == code, "\(json)")
    }
  }

  @Test func sourceIsConfiguredByNameAddressAndPath() throws {
    let source = try #require(
      PriceSourceText("gecko=https://api.example/v3/price?ids=akt,usd,akash.usd"))
    #expect(source.label == (try Label("gecko")))
    #expect(source.base == "https://api.example")
    #expect(source.path == "/v3/price?ids=akt,usd")
    #expect(source.number.steps == ["akash", "usd"])
    for text in ["gecko", "gecko=https://x/y", "=https://x,a", "g=ftp://x,a", "g=https://,a"] {
      #expect(PriceSourceText(text) == nil, "\(text)")
    }
  }
}
