import Encoding
import TestSupport
import Testing

@Suite struct HexTests {
  @Test func roundTrips() throws {
    let all = (0...255).map { UInt8($0) }
    #expect(try Hex.bytes(Hex.text(all)) == all)
    #expect(Hex.text([0x00, 0xAB, 0xFF]) == "00abff")
    #expect(try Hex.bytes("") == [])
  }

  @Test func refusesOtherTexts() {
    #expect(throws: HexError.oddLength(3)) { try Hex.bytes("abc") }
    #expect(throws: HexError.invalidDigit(offset: 0)) { try Hex.bytes("AB") }
    #expect(throws: HexError.invalidDigit(offset: 1)) { try Hex.bytes("0x") }
    #expect(throws: HexError.invalidDigit(offset: 2)) { try Hex.bytes("00é") }
  }
}

@Suite struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func agreesWithRFC4648(plain: String, text: String) throws {
    #expect(Base64.text(Array(plain.utf8)) == text)
    #expect(try Base64.bytes(text) == Array(plain.utf8))
  }

  @Test func everyByteStringRoundTrips() throws {
    for seed in UInt64(0)..<2_000 {
      var generator = SplitMix64(seed: seed)
      let bytes = generator.nextBytes(limit: 70)
      #expect(try Base64.bytes(Base64.text(bytes)) == bytes, "seed \(seed)")
    }
    #expect(Base64.text([0xFB, 0xEF, 0xFF]) == "++//")
  }

  @Test func refusesOtherTexts() {
    #expect(throws: Base64Error.lengthNotMultipleOfFour(3)) { try Base64.bytes("Zg=") }
    #expect(throws: Base64Error.lengthNotMultipleOfFour(2)) { try Base64.bytes("Zg") }
    #expect(throws: Base64Error.idleBitsSet(offset: 1)) { try Base64.bytes("Zh==") }
    #expect(throws: Base64Error.idleBitsSet(offset: 2)) { try Base64.bytes("Zm9=") }
    #expect(throws: Base64Error.invalidCharacter(offset: 2)) { try Base64.bytes("Zg==Zg==") }
    #expect(throws: Base64Error.invalidCharacter(offset: 2)) { try Base64.bytes("Zm=v") }
    #expect(throws: Base64Error.invalidCharacter(offset: 0)) { try Base64.bytes("====") }
    #expect(throws: Base64Error.invalidCharacter(offset: 1)) { try Base64.bytes("Z===") }
    #expect(throws: Base64Error.invalidCharacter(offset: 0)) { try Base64.bytes("-_-_") }
    #expect(throws: Base64Error.invalidCharacter(offset: 3)) { try Base64.bytes("Zm9\n") }
  }
}

@Suite struct DecimalTextTests {
  @Test(arguments: [
    ("1.69", 2, Int128(169)), ("1.69", 18, 1_690_000_000_000_000_000), ("0", 0, 0),
    ("-1.5", 1, -15),
    ("0.000001", 6, 1), ("12", 3, 12_000), ("1.690", 3, 1_690),
    ("170141183460469231731687303715884105727", 0, Int128.max),
  ])
  func readsExactly(text: String, scale: Int, integer: Int128) throws {
    #expect(try DecimalText.integer(text, scale: scale) == integer)
  }

  @Test(arguments: [
    ("", 2, DecimalTextError.malformed), ("-", 2, .malformed), (".5", 2, .malformed),
    ("5.", 2, .malformed), ("+5", 2, .malformed), ("05", 2, .malformed), ("-0", 2, .malformed),
    ("-0.00", 2, .malformed), ("1.2.3", 2, .malformed), ("1e3", 2, .malformed),
    ("1 ", 2, .malformed), ("1,5", 2, .malformed), ("0x1", 2, .malformed), ("１", 2, .malformed),
    ("1.691", 2, .tooManyDecimals(limit: 2)), ("1.690", 2, .tooManyDecimals(limit: 2)),
    ("1.0", 0, .tooManyDecimals(limit: 0)),
    ("170141183460469231731687303715884105728", 0, .tooLarge),
    ("17014118346046923174", 20, .tooLarge),
  ])
  func refusesOtherTexts(text: String, scale: Int, error: DecimalTextError) {
    #expect(throws: error) { try DecimalText.integer(text, scale: scale) }
  }

  @Test func printsWithoutIdleZeros() {
    #expect(DecimalText.text(1_690_000, scale: 6) == "1.69")
    #expect(DecimalText.text(1_690_000, scale: 6, minimumDecimals: 3) == "1.690")
    #expect(DecimalText.text(5_000_000, scale: 6, minimumDecimals: 2) == "5.00")
    #expect(DecimalText.text(5_000_000, scale: 6) == "5")
    #expect(DecimalText.text(-1, scale: 6) == "-0.000001")
    #expect(DecimalText.text(7, scale: 0) == "7")
    #expect(DecimalText.text(.min, scale: 36) == "-170.141183460469231731687303715884105728")
  }

  @Test func printedNumbersReadBackTheSame() throws {
    for seed in UInt64(0)..<5_000 {
      var generator = SplitMix64(seed: seed)
      let wide = UInt128(generator.next()) << 64 | UInt128(generator.next())
      let magnitude = Int128(wide >> UInt128(1 + generator.next() % 127))
      let scale = Int(generator.next() % 37)
      let number = generator.next() % 2 == 0 ? magnitude : -magnitude
      let text = DecimalText.text(number, scale: scale)
      #expect(try DecimalText.integer(text, scale: scale) == number, "seed \(seed)")
    }
  }
}

@Suite struct UTF8TextTests {
  @Test func nothingIsRepaired() {
    #expect(UTF8Text.string(Array("é😀".utf8)) == "é😀")
    #expect(UTF8Text.string([0x61, 0xFF]) == nil)
    #expect(UTF8Text.string([0xED, 0xA0, 0x80]) == nil)
    #expect(UTF8Text.string([UInt8]()) == "")
  }
}
