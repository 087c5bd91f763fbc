import Quantities
import TestSupport
import Testing

@Suite struct DigestTests {
  private let hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

  @Test func hexAndBytesRoundTrip() throws {
    let digest = try Digest(hex: hex)
    #expect(digest.bytes == Array(0..<32))
    #expect(digest.hex == hex)
    #expect(try Digest(bytes: Array(0..<32)) == digest)
    #expect(try Digest(bytes: (0..<40).map { UInt8($0) }[0..<32]) == digest)
    #expect(digest.bigEndianWords.0 == 0x0001_0203_0405_0607)
    #expect(Digest.zero.hex == String(repeating: "0", count: 64))
  }

  @Test func onlyOneTextEach() {
    for text in [
      "", String(hex.dropLast()), hex + "0", hex.uppercased(), "0x" + hex.dropFirst(2),
      String(hex.dropLast()) + "g", String(hex.dropLast()) + " ", String(hex.dropLast(2)) + "é",
    ] {
      #expect(throws: QuantityError.malformed(.digest)) { try Digest(hex: text) }
    }
    #expect(throws: QuantityError.malformed(.digest)) { try Digest(bytes: [1, 2, 3]) }
    #expect(throws: QuantityError.malformed(.digest)) {
      try Digest(bytes: [UInt8](repeating: 0, count: 33))
    }
  }

  @Test func orderIsThatOfTheBytes() throws {
    for seed in UInt64(0)..<2_000 {
      var generator = SplitMix64(seed: seed)
      func draw() -> [UInt8] {
        (0..<32).map { _ in
          UInt8(generator.next() % 2) &* UInt8(truncatingIfNeeded: generator.next())
        }
      }
      let (left, right) = (draw(), draw())
      #expect(
        try (Digest(bytes: left) < Digest(bytes: right)) == left.lexicographicallyPrecedes(right),
        "seed \(seed)")
    }
  }
}
