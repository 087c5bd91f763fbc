import Encoding
import Keys
import Quantities

/// A frame: the records of one write, so that a torn write is the last frame and never two.
///
///     length u32 ‖ its complement u32 ‖ first 8 bytes of SHA-256 of the payload ‖ payload
enum SpoolFrame {
  static let headBytes = 16
  /// The longest payload.
  static let limitPayloadBytes = 16 << 20
  /// How many places are looked at behind a bad frame; then it counts as damage.
  private static let limitLooks = 4_096

  static func encode(_ payload: [UInt8]) -> [UInt8] {
    precondition(payload.count <= limitPayloadBytes, "A write is cut into frames before.")
    var writer = ByteWriter(reserving: headBytes + payload.count)
    writer.u32(UInt32(payload.count))
    writer.u32(~UInt32(payload.count))
    writer.u64(mark(payload[...]))
    writer.write(payload)
    return writer.bytes
  }

  private static func mark(_ payload: ArraySlice<UInt8>) -> UInt64 {
    Sha256.digest(of: payload).bigEndianWords.0
  }

  /// The payload of the frame at a place, or nil where there is none.
  static func payload(_ bytes: [UInt8], at offset: Int) -> ArraySlice<UInt8>? {
    guard let count = payloadBytes(bytes, at: offset) else { return nil }
    let payload = bytes[(offset + headBytes)..<(offset + headBytes + count)]
    var cursor = ByteCursor(bytes[(offset + 8)..<(offset + headBytes)])
    guard let stated = try? cursor.u64(), stated == mark(payload) else { return nil }
    return payload
  }

  /// What the head at a place says, if it is one and its frame ends within the bytes.
  private static func payloadBytes(_ bytes: [UInt8], at offset: Int) -> Int? {
    guard bytes.count - offset >= headBytes else { return nil }
    var cursor = ByteCursor(bytes[offset..<(offset + 8)])
    guard let count = try? cursor.u32(), let complement = try? cursor.u32(),
      count == ~complement, count > 0, count <= limitPayloadBytes,
      Int(count) <= bytes.count - offset - headBytes
    else { return nil }
    return Int(count)
  }

  /// Whether a good frame begins anywhere behind a place: then what lies there is damage.
  static func follows(_ bytes: [UInt8], after offset: Int) -> Bool {
    var looks = 0
    var place = offset + 1
    while place + headBytes < bytes.count {
      if payloadBytes(bytes, at: place) != nil {
        looks += 1
        if looks > limitLooks || payload(bytes, at: place) != nil { return true }
      }
      place += 1
    }
    return false
  }
}
