import Encoding
import Testing

/// Each rejection of the room is produced by a row; the switches stop compiling for a new case, and
/// the counts fail for one that no row produces.
@Suite struct RejectionCoverageTests {
  // Plain `throws`: closures of typed throws in an array crash the compiler (Swift 6.3.1).
  private func caught<Failure: Error>(
    _ type: Failure.Type, _ body: () throws -> Void
  ) -> Failure? {
    do {
      try body()
      return nil
    } catch {
      return error as? Failure
    }
  }

  private func number(_ fault: JSONFault) -> Int {
    switch fault {
    case .unexpectedEnd: 0
    case .unexpectedByte: 1
    case .trailingBytes: 2
    case .tooDeep: 3
    case .tooLarge: 4
    case .duplicateKey: 5
    case .invalidUTF8: 6
    case .invalidEscape: 7
    case .loneSurrogate: 8
    case .controlCharacter: 9
    case .notWhole: 10
    case .leadingZero: 11
    case .negativeZero: 12
    case .numberTooLarge: 13
    case .byteOrderMark: 14
    }
  }

  @Test func everyJSONFaultIsProducedAndWorded() {
    let rows: [[UInt8]] =
      [
        "", "?", "1 1", "[[1]]", "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19]",
        "{\"a\":1,\"a\":1}", #""\q""#, #""\ud800""#, "\"\u{1}\"", "1.5", "01", "-0",
        "999999999999999999999999999999999999999",
      ].map { Array($0.utf8) } + [[0x22, 0xFF, 0x22], [0xEF, 0xBB, 0xBF, 0x31]]
    let faults = rows.compactMap { row in
      caught(JSONError.self) {
        _ = try JSONReader.read(row, limitBytes: 45, limitDepth: 1)
      }?.what
    }
    #expect(Set(faults.map(number)) == Set(0..<15))
    #expect(Set(faults.map(\.description)).count == rows.count)
  }

  @Test func everyJSONFieldFaultIsProducedAndWorded() throws {
    func number(_ fault: JSONFieldFault) -> Int {
      switch fault {
      case .missing: 0
      case .unknown: 1
      case .wrongKind: 2
      case .outOfBounds: 3
      case .tooLong: 4
      case .refused: 5
      }
    }
    let node = JSONNode(
      try JSONReader.read(#"{"a":"xyz","n":5}"#, limitBytes: 100))
    let rows: [(inout JSONFields) throws -> Void] = [
      { fields in _ = try fields.required("b") },
      { fields in try fields.finish() },
      { fields in _ = try fields.required("a").bool() },
      { fields in _ = try fields.required("n").integer(in: 0...4) },
      { fields in _ = try fields.required("a").string(limitBytes: 2) },
      { fields in _ = try fields.required("a").parse(Hex.bytes) },
    ]
    let fresh = try node.fields()
    let faults = rows.compactMap { row in
      caught(JSONFieldError.self) {
        var fields = fresh
        try row(&fields)
      }?.what
    }
    #expect(Set(faults.map(number)) == Set(0..<6))
    #expect(Set(faults.map(\.description)).count == 6)
  }

  @Test func everyCSVFaultIsProduced() {
    func number(_ fault: CSVFault) -> Int {
      switch fault {
      case .tooLarge: 0
      case .unevenRow: 1
      case .bareCarriageReturn: 2
      case .textAfterQuote: 3
      case .quoteInsideField: 4
      case .unterminatedQuote: 5
      case .invalidUTF8: 6
      }
    }
    let rows: [[UInt8]] =
      ["aaaaaaaaaaaaaaaaaaaaa", "a,b\nc", "a\rb", "\"a\"b", "a\"", "\"a"].map { Array($0.utf8) }
      + [[0xFF]]
    let faults = rows.compactMap { row in
      caught(CSVError.self) { _ = try CSVReader.read(row, limitBytes: 20) }?.what
    }
    #expect(Set(faults.map(number)) == Set(0..<7))
  }

  @Test func everyTextFormErrorIsProduced() {
    func number(_ error: Base64Error) -> Int {
      switch error {
      case .lengthNotMultipleOfFour: 0
      case .invalidCharacter: 1
      case .idleBitsSet: 2
      }
    }
    func number(_ error: HexError) -> Int {
      switch error {
      case .oddLength: 0
      case .invalidDigit: 1
      }
    }
    func number(_ error: DecimalTextError) -> Int {
      switch error {
      case .malformed: 0
      case .tooManyDecimals: 1
      case .tooLarge: 2
      }
    }
    let base64 = ["A", "AA?A", "AB=="].compactMap { text in
      caught(Base64Error.self) { _ = try Base64.bytes(text) }.map(number)
    }
    let hex = ["a", "ag"].compactMap { text in
      caught(HexError.self) { _ = try Hex.bytes(text) }.map(number)
    }
    let tooLarge = String(repeating: "9", count: 40)
    let decimals = ["x", "1.23", tooLarge].compactMap { text in
      caught(DecimalTextError.self) {
        _ = try DecimalText.integer(text, scale: 1)
      }.map(number)
    }
    #expect(base64 == [0, 1, 2])
    #expect(hex == [0, 1])
    #expect(decimals == [0, 1, 2])
  }

  @Test func everyByteCursorErrorIsProduced() {
    func number(_ error: ByteCursorError) -> Int {
      switch error {
      case .truncated: 0
      case .trailing: 1
      case .delimiterMissing: 2
      }
    }
    let rows: [(inout ByteCursor) throws -> Void] = [
      { cursor in _ = try cursor.u16() },
      { cursor in try cursor.finish() },
      { cursor in _ = try cursor.take(upTo: 0, limit: 5) },
    ]
    let numbers = rows.compactMap { row in
      caught(ByteCursorError.self) {
        var cursor = ByteCursor([7])
        try row(&cursor)
      }.map(number)
    }
    #expect(numbers == [0, 1, 2])
  }
}
