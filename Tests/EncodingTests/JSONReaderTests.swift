import Encoding
import TestSupport
import Testing

@Suite struct JSONReaderTests {
  private func read(_ text: String) throws -> JSONValue {
    try JSONReader.read(text, limitBytes: 1 << 20)
  }

  private func fault(_ text: String) -> JSONFault? {
    do {
      _ = try JSONReader.read(text, limitBytes: 1 << 20)
      return nil
    } catch {
      return error.what
    }
  }

  @Test func readsEveryKindInOrder() throws {
    let value = try read(
      " {\"b\":[1,-2,true,false,null,\"x\"] , \"a\" : {}, \"c\":[ ]}\n\t\r ")
    #expect(
      value
        == .object([
          JSONMember(
            "b",
            .array([
              .integer(1), .integer(-2), .bool(true), .bool(false), .null, .string("x"),
            ])),
          JSONMember("a", .object([])), JSONMember("c", .array([])),
        ]))
    #expect(value["a"] == .object([]))
    #expect(value["z"] == nil)
    #expect(try read("7") == .integer(7))
  }

  @Test(arguments: [
    ("0", Int128(0)), ("-1", -1), ("9223372036854775808", 9_223_372_036_854_775_808),
    ("170141183460469231731687303715884105727", Int128.max),
    ("-170141183460469231731687303715884105727", -Int128.max),
  ])
  func readsWholeNumbersTo127Bits(text: String, number: Int128) throws {
    #expect(try read(text) == .integer(number))
  }

  @Test(arguments: [
    ("1.0", JSONFault.notWhole), ("1e3", .notWhole), ("1E3", .notWhole), ("0.5", .notWhole),
    ("01", .leadingZero), ("-01", .leadingZero), ("00", .leadingZero), ("-0", .negativeZero),
    ("-", .unexpectedEnd), ("-x", .unexpectedByte(0x78)), ("+1", .unexpectedByte(0x2B)),
    ("170141183460469231731687303715884105728", .numberTooLarge),
    ("-170141183460469231731687303715884105728", .numberTooLarge),
    ("340282366920938463463374607431768211456", .numberTooLarge), ("1 2", .trailingBytes),
    ("NaN", .unexpectedByte(0x4E)), ("0x10", .trailingBytes), (".5", .unexpectedByte(0x2E)),
  ])
  func refusesOtherNumbers(text: String, expected: JSONFault) {
    #expect(fault(text) == expected)
  }

  @Test func numberOfAMillionDigitsIsRefusedEarly() {
    #expect(fault(String(repeating: "9", count: 1_000_000)) == .numberTooLarge)
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u00e9\u20AC""#, "é€"),
    (#""\ud83d\ude00""#, "😀"), (#""a\u0000b""#, "a\0b"), ("\"é😀\"", "é😀"), (#""""#, ""),
    ("\"\u{7f}\"", "\u{7f}"), (#""x\u0041y""#, "xAy"), (#""\uFFFF\uFFFE""#, "\u{FFFF}\u{FFFE}"),
  ])
  func readsStrings(text: String, expected: String) throws {
    guard case .string(let found) = try read(text) else {
      Issue.record("not a string")
      return
    }
    #expect(found.utf8.elementsEqual(expected.utf8))
  }

  @Test(arguments: [
    (#""\ud83d""#, JSONFault.loneSurrogate), (#""\ude00""#, .loneSurrogate),
    (#""\ud83d\u0041""#, .loneSurrogate), (#""\ud83dx""#, .loneSurrogate),
    (#""\ud83d\ud83d""#, .loneSurrogate), (#""\x""#, .invalidEscape),
    (#""\u12g4""#, .invalidEscape),
    (#""\u12"#, .unexpectedEnd), (#""\"#, .unexpectedEnd), ("\"abc", .unexpectedEnd),
    ("\"a\nb\"", .controlCharacter), ("\"a\0b\"", .controlCharacter), (#""a\"b"#, .unexpectedEnd),
    ("\"\\n\u{1}\"", .controlCharacter), ("'a'", .unexpectedByte(0x27)),
  ])
  func refusesOtherStrings(text: String, expected: JSONFault) {
    #expect(fault(text) == expected)
  }

  @Test(
    arguments: [
      [0xC0, 0xAF], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
      [0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func refusesBytesThatAreNotUTF8(bad: [UInt8]) {
    let plain = Array("\"ab".utf8) + bad + Array("c\"".utf8)
    #expect(
      throws: JSONError(offset: 3, line: 1, column: 4, what: .invalidUTF8)
    ) { try JSONReader.read(plain, limitBytes: 100) }
    let escaped = Array("\"a\\n".utf8) + bad + Array("\\n\"".utf8)
    #expect(
      throws: JSONError(offset: 4, line: 1, column: 5, what: .invalidUTF8)
    ) { try JSONReader.read(escaped, limitBytes: 100) }
    let key = Array("{\"".utf8) + bad + Array("\":1}".utf8)
    #expect(throws: JSONError.self) { try JSONReader.read(key, limitBytes: 100) }
  }

  @Test(arguments: [
    ("", JSONFault.unexpectedEnd), ("  ", .unexpectedEnd), ("{", .unexpectedEnd),
    ("[1", .unexpectedEnd), ("[1,]", .unexpectedByte(0x5D)), ("[,1]", .unexpectedByte(0x2C)),
    ("[1 2]", .unexpectedByte(0x32)), ("{\"a\"}", .unexpectedByte(0x7D)),
    ("{\"a\":}", .unexpectedByte(0x7D)), ("{\"a\":1,}", .unexpectedByte(0x7D)),
    ("{a:1}", .unexpectedByte(0x61)), ("{1:1}", .unexpectedByte(0x31)), ("tru", .unexpectedEnd),
    ("truE", .unexpectedByte(0x45)), ("nul", .unexpectedEnd), ("[] x", .trailingBytes),
    ("{}{}", .trailingBytes), ("// c\n1", .unexpectedByte(0x2F)),
    ("\u{a0}1", .unexpectedByte(0xC2)),
    ("[1}", .unexpectedByte(0x7D)), ("\u{FEFF}1", .byteOrderMark), ("1\0", .trailingBytes),
  ])
  func refusesMalformedDocuments(text: String, expected: JSONFault) {
    #expect(fault(text) == expected)
  }

  @Test func duplicateKeysAreComparedByBytes() throws {
    #expect(fault(#"{"a":1,"b":2,"a":3}"#) == .duplicateKey("a"))
    #expect(fault(#"{"a":1,"\u0061":3}"#) == .duplicateKey("a"))
    #expect(fault(#"{"x":{"a":1,"a":1}}"#) == .duplicateKey("a"))
    // The same letter in NFC and NFD: two keys, although Swift calls the strings equal.
    let value = try read("{\"\u{e9}\":1,\"e\u{301}\":2}")
    #expect(value["\u{e9}"] == .integer(1))
    #expect(value["e\u{301}"] == .integer(2))
    #expect(JSONValue.string("\u{e9}") != .string("e\u{301}"))
  }

  @Test func duplicateKeysAreFoundInLargeObjects() {
    let members = (0..<50_000).map { "\"k\($0)\":\($0)" }
    #expect(fault("{" + members.joined(separator: ",") + "}") == nil)
    for duplicate in [0, 15, 16, 17, 49_999] {
      let text = "{" + members.joined(separator: ",") + ",\"k\(duplicate)\":1}"
      #expect(fault(text) == .duplicateKey("k\(duplicate)"))
    }
  }

  @Test func depthIsBounded() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      let inner = open == "[" ? "" : "1"
      func nested(_ depth: Int) -> String {
        String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
      }
      #expect(fault(nested(32)) == nil)
      #expect(fault(nested(33)) == .tooDeep(limit: 32))
      #expect(fault(nested(10_000)) == .tooDeep(limit: 32))
      #expect(fault(String(repeating: open, count: 10_000)) == .tooDeep(limit: 32))
    }
    #expect(throws: JSONError.self) { try JSONReader.read("[[1]]", limitBytes: 9, limitDepth: 1) }
    // Depth counts nesting, not how many were opened.
    #expect(fault("[" + Array(repeating: "[]", count: 1_000).joined(separator: ",") + "]") == nil)
  }

  @Test func sizeIsBounded() throws {
    #expect(try JSONReader.read("[1]", limitBytes: 3) == .array([.integer(1)]))
    #expect(throws: JSONError(offset: 0, line: 1, column: 1, what: .tooLarge(limitBytes: 2))) {
      try JSONReader.read("[1]", limitBytes: 2)
    }
  }

  @Test func errorsNameLineAndColumn() {
    // Line 1 is 2 bytes, line 2 is 7, so that the x is byte 13.
    #expect(throws: JSONError(offset: 13, line: 3, column: 5, what: .unexpectedByte(0x78))) {
      try JSONReader.read("{\n\"a\":1,\n\"b\":x}", limitBytes: 100)
    }
    #expect(throws: JSONError(offset: 8, line: 2, column: 1, what: .duplicateKey("a"))) {
      try JSONReader.read("{\"a\":1,\n\"a\":2}", limitBytes: 100)
    }
    #expect(
      JSONError(offset: 8, line: 2, column: 1, what: .duplicateKey("a")).description
        == "line 2, column 1: key \"a\" occurs twice")
  }

  @Test func everyTruncationOfADocumentIsRefused() throws {
    let whole = Array(#"{"a":[1,-23,{"b":"é\u00e9\ud83d\ude00"}],"c":true,"d":null}"#.utf8)
    _ = try JSONReader.read(whole, limitBytes: 1_000)
    for length in 0..<whole.count {
      #expect(throws: JSONError.self) {
        try JSONReader.read(Array(whole[..<length]), limitBytes: 1_000)
      }
    }
  }

  @Test func arbitraryBytesNeverTrap() throws {
    let alphabet = Array("{}[]\",:\\u0019-.eEtrfalsn \n\u{e9}".utf8)
    for seed in UInt64(0)..<20_000 {
      var generator = SplitMix64(seed: seed)
      var bytes = generator.nextBytes(limit: 40)
      if seed % 4 != 0 { bytes = bytes.map { alphabet[Int($0) % alphabet.count] } }
      guard let value = try? JSONReader.read(bytes, limitBytes: 64) else { continue }
      var writer = JSONWriter()
      writer.value(value)
      let canonical = writer.finish()
      #expect(try JSONReader.read(canonical, limitBytes: 1_000) == value, "seed \(seed)")
    }
  }
}
