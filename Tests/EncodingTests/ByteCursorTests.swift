import Encoding
import Testing

@Suite struct ByteCursorTests {
  @Test func readsWhatTheWriterWrote() throws {
    var writer = ByteWriter(reserving: 32)
    writer.u8(0xAB)
    writer.u16(0x1234)
    writer.u32(0xDEAD_BEEF)
    writer.u64(0x0123_4567_89AB_CDEF)
    writer.write([1, 2, 3])
    writer.zeros(2)
    #expect(writer.bytes.prefix(7) == [0xAB, 0x34, 0x12, 0xEF, 0xBE, 0xAD, 0xDE])
    #expect(writer.count == 20)
    var cursor = ByteCursor(writer.bytes)
    #expect(try cursor.u8() == 0xAB)
    #expect(try cursor.u16() == 0x1234)
    #expect(try cursor.u32() == 0xDEAD_BEEF)
    #expect(try cursor.u64() == 0x0123_4567_89AB_CDEF)
    #expect(try cursor.take(3) == [1, 2, 3])
    #expect(cursor.position == 18 && cursor.remaining == 2 && !cursor.isAtEnd)
    #expect(throws: ByteCursorError.trailing(position: 18, remaining: 2)) { try cursor.finish() }
    try cursor.skip(2)
    try cursor.finish()
    #expect(cursor.isAtEnd)
  }

  @Test func everyReadPastTheEndIsAnError() {
    for count in 0..<8 {
      let bytes = [UInt8](repeating: 1, count: count)
      var cursor = ByteCursor(bytes)
      #expect(
        throws: ByteCursorError.truncated(position: 0, wanted: 8, remaining: count)
      ) { try cursor.u64() }
      #expect(cursor.position == 0)
      if count < 4 { #expect(throws: ByteCursorError.self) { try cursor.u32() } }
      if count < 2 { #expect(throws: ByteCursorError.self) { try cursor.u16() } }
      if count < 1 { #expect(throws: ByteCursorError.self) { try cursor.u8() } }
      #expect(throws: ByteCursorError.self) { try cursor.take(count + 1) }
      #expect(throws: ByteCursorError.self) { try cursor.take(-1) }
      #expect(throws: ByteCursorError.self) { try cursor.take(.max) }
      #expect(throws: ByteCursorError.self) { try cursor.take(.min) }
      #expect(throws: ByteCursorError.self) { try cursor.skip(.max) }
    }
  }

  @Test func slicesKeepTheirOwnPositions() throws {
    let bytes: [UInt8] = [9, 9, 1, 2, 3, 9]
    var cursor = ByteCursor(bytes[2..<5])
    #expect(cursor.position == 0 && cursor.remaining == 3)
    #expect(try cursor.u16() == 0x0201)
    #expect(cursor.position == 2)
    #expect(throws: ByteCursorError.self) { try cursor.u16() }
  }

  @Test func linesAreBounded() throws {
    var cursor = ByteCursor(Array("abc\ndef".utf8))
    #expect(throws: ByteCursorError.delimiterMissing(position: 0, limit: 2)) {
      try cursor.take(upTo: 0x0A, limit: 2)
    }
    #expect(try cursor.take(upTo: 0x0A, limit: 3) == [0x61, 0x62, 0x63])
    #expect(cursor.position == 4)
    #expect(throws: ByteCursorError.self) { try cursor.take(upTo: 0x0A, limit: .max) }
    #expect(throws: ByteCursorError.self) { try cursor.take(upTo: 0x0A, limit: -1) }
    #expect(throws: ByteCursorError.self) { try cursor.take(upTo: 0x0A, limit: .min) }
  }
}
