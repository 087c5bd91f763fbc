import Encoding
import TestSupport
import Testing

@Suite struct JSONWriterTests {
  private func text(_ write: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    write(&writer)
    return String(decoding: writer.finish(), as: UTF8.self)
  }

  @Test func writesFieldsInTheOrderGivenWithoutSpace() {
    let found = text { writer in
      writer.object { writer in
        writer.field("z", "last letter first")
        writer.field("n", Int64.min)
        writer.field("u", UInt64.max)
        writer.field("t", true)
        writer.field("f", false)
        writer.key("nothing")
        writer.null()
        writer.array("list", [1, 2, 3]) { $0.integer($1) }
        writer.object("inner") { $0.field("id", ascii: Array("a-b".utf8)) }
        writer.field("bytes", hex: [0, 255, 16])
        writer.key(text: "k\"")
        writer.raw("[]".utf8)
      }
    }
    #expect(
      found == #"{"z":"last letter first","n":-9223372036854775808,"u":18446744073709551615,"#
        + #""t":true,"f":false,"nothing":null,"list":[1,2,3],"inner":{"id":"a-b"},"#
        + #""bytes":"00ff10","k\"":[]}"#)
  }

  @Test func escapesOnlyWhatItMust() {
    var all = ""
    for value in UInt8(0)..<0x20 { all.unicodeScalars.append(Unicode.Scalar(value)) }
    #expect(
      text { $0.string(all + "\"\\/\u{7f}é😀\u{2028}") }
        == #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
        + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d"#
        + #"\u001e\u001f\"\\/"# + "\u{7f}é😀\u{2028}\"")
    #expect(text { $0.string("") } == "\"\"")
  }

  @Test(arguments: [
    (Int128(0), "0"), (-1, "-1"), (9, "9"), (10, "10"),
    (Int128(UInt64.max), "18446744073709551615"),
    (Int128(UInt64.max) + 1, "18446744073709551616"),
    (10_000_000_000_000_000_000, "10000000000000000000"),
    (100_000_000_000_000_000_000, "100000000000000000000"),
    (Int128.max, "170141183460469231731687303715884105727"),
    (-Int128.max, "-170141183460469231731687303715884105727"),
  ])
  func writesEveryDigit(number: Int128, expected: String) {
    #expect(text { $0.integer(number) } == expected)
    if number >= 0 { #expect(text { $0.integer(UInt128(number)) } == expected) }
  }

  @Test func digitsAgreeWithTheStandardLibrary() {
    for seed in UInt64(0)..<5_000 {
      var generator = SplitMix64(seed: seed)
      let wide = UInt128(generator.next()) << 64 | UInt128(generator.next())
      let number = wide >> UInt128(1 + generator.next() % 127)
      #expect(text { $0.integer(number) } == String(number), "seed \(seed)")
      let narrow = Int64(truncatingIfNeeded: generator.next()) >> Int64(generator.next() % 64)
      #expect(text { $0.integer(narrow) } == String(narrow), "seed \(seed)")
    }
  }

  @Test func drainedPiecesJoinToTheSameBytes() {
    var whole = JSONWriter()
    var pieces = JSONWriter(reserving: 64)
    var joined: [UInt8] = []
    whole.beginArray()
    pieces.beginArray()
    for number in 0..<1_000 {
      whole.object { $0.field("n", number) }
      pieces.object { $0.field("n", number) }
      if number % 7 == 0 { joined += pieces.drain() }
    }
    whole.endArray()
    pieces.endArray()
    #expect(joined + pieces.finish() == whole.finish())
  }

  @Test func writtenTreesReadBackTheSame() throws {
    for seed in UInt64(0)..<2_000 {
      var generator = SplitMix64(seed: seed)
      let tree = randomTree(&generator, depth: 4)
      var writer = JSONWriter()
      writer.value(tree)
      let bytes = writer.finish()
      #expect(try JSONReader.read(bytes, limitBytes: bytes.count) == tree, "seed \(seed)")
    }
  }

  private func randomTree(_ generator: inout SplitMix64, depth: Int) -> JSONValue {
    let kinds: UInt64 = depth == 0 ? 4 : 6
    switch generator.next() % kinds {
    case 0: return .null
    case 1: return .bool(generator.next() % 2 == 0)
    case 2:
      let number = UInt128(generator.next()) << 64 | UInt128(generator.next())
      return .integer(Int128(number >> UInt128(1 + generator.next() % 127)))
    case 3: return .string(randomText(&generator))
    case 4:
      let count = Int(generator.next() % 5)
      return .array((0..<count).map { _ in randomTree(&generator, depth: depth - 1) })
    default:
      let count = Int(generator.next() % 5)
      return .object(
        (0..<count).map { index in
          JSONMember("\(index)" + randomText(&generator), randomTree(&generator, depth: depth - 1))
        })
    }
  }

  private func randomText(_ generator: inout SplitMix64) -> String {
    var text = ""
    for _ in 0..<(generator.next() % 8) {
      let limits: [UInt32] = [0x20, 0x80, 0x800, 0x11_0000]
      let limit = limits[Int(generator.next() % 4)]
      let value = UInt32(generator.next() % UInt64(limit))
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    return text
  }
}
