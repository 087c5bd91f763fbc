import Encoding
import TestSupport
import Testing

@Suite struct CSVTests {
  private func rows(_ text: String) throws -> [[String]] {
    try CSVReader.read(Array(text.utf8), limitBytes: 1 << 20)
  }

  private func fault(_ bytes: [UInt8]) -> CSVFault? {
    do {
      _ = try CSVReader.read(bytes, limitBytes: 1 << 20)
      return nil
    } catch {
      return error.what
    }
  }

  @Test func writesAsRFC4180Has() {
    var writer = CSVWriter()
    writer.row(["payee", "note"])
    writer.field(bytes: Array("akash1a".utf8))
    writer.field("says \"hi\", then\nleaves")
    writer.endRow()
    writer.field(-42)
    writer.field(UInt128.max)
    writer.endRow()
    #expect(
      String(decoding: writer.finish(), as: UTF8.self)
        == "payee,note\r\nakash1a,\"says \"\"hi\"\", then\nleaves\"\r\n"
        + "-42,340282366920938463463374607431768211455\r\n")
  }

  @Test func readsBothLineEndsAndALastRowWithoutOne() throws {
    #expect(try rows("a,b\r\nc,d\n\"e\",\"\"") == [["a", "b"], ["c", "d"], ["e", ""]])
    #expect(try rows("") == [])
    #expect(try rows("\n") == [[""]])
    #expect(try rows(",\r\n") == [["", ""]])
    #expect(try rows("\"a\"\"b\",\"c\r\nd\"\r\n") == [["a\"b", "c\r\nd"]])
  }

  @Test(arguments: [
    ("a,b\r\nc\r\n", CSVFault.unevenRow(expected: 2, found: 1)),
    ("a\r\nb,c\r\n", .unevenRow(expected: 1, found: 2)), ("a\rb", .bareCarriageReturn),
    ("a\r", .bareCarriageReturn), ("\"a\"b", .textAfterQuote), ("a\"b", .quoteInsideField),
    ("\"a", .unterminatedQuote), ("\"a\"\"", .unterminatedQuote),
  ])
  func refusesMalformedTables(text: String, expected: CSVFault) {
    #expect(fault(Array(text.utf8)) == expected)
  }

  @Test func refusesBytesThatAreNotUTF8AndTooMany() {
    #expect(fault([0x61, 0x2C, 0xFF, 0x0A]) == .invalidUTF8)
    #expect(fault([0x22, 0xFF, 0x22]) == .invalidUTF8)
    #expect(throws: CSVError.self) { try CSVReader.read([0x61, 0x61], limitBytes: 1) }
  }

  @Test func writtenTablesReadBackTheSame() throws {
    // Listed one by one, because CR LF together is a single Character.
    let alphabet = ["a", "b", ",", "\"", "\r", "\n", " ", "é"]
    for seed in UInt64(0)..<2_000 {
      var generator = SplitMix64(seed: seed)
      let width = 1 + Int(generator.next() % 4)
      let table = (0..<(generator.next() % 5)).map { _ in
        (0..<width).map { _ in
          (0..<(generator.next() % 6)).map { _ in alphabet[Int(generator.next() % 8)] }.joined()
        }
      }
      var writer = CSVWriter()
      for row in table { writer.row(row) }
      #expect(
        try CSVReader.read(writer.finish(), limitBytes: 10_000) == table, "seed \(seed)")
    }
  }

  @Test func arbitraryBytesNeverTrap() {
    let alphabet = Array("a,\"\r\n".utf8)
    for seed in UInt64(0)..<20_000 {
      var generator = SplitMix64(seed: seed)
      let bytes = generator.nextBytes(limit: 20).map { $0 > 250 ? $0 : alphabet[Int($0) % 5] }
      _ = fault(bytes)
    }
  }
}
