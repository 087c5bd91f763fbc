import Encoding
import Keys
import Quantities

/// A frame: the records of one write, so that a torn write is the last frame and never two.
///
///     length u32 ‖ length xor mask u32 ‖ first 8 bytes of SHA-256 of the payload ‖ payload
///
/// The mask follows from the spool's secret, so that nobody whose words are in a payload can write
/// a frame into it. A part's first frame, which holds the secret, has the mask of all ones.
enum SpoolFrame {
  static let headBytes = 16
  /// The longest payload.
  static let limitPayloadBytes = 16 << 20
  /// How many places are looked at behind a bad frame; then it counts as damage.
  private static let limitLooks = 4_096

  static func encode(_ payload: [UInt8], mask: UInt32) -> [UInt8] {
    precondition(payload.count <= limitPayloadBytes, "A write is cut into frames before.")
    var writer = ByteWriter(reserving: headBytes + payload.count)
    writer.u32(UInt32(payload.count))
    writer.u32(UInt32(payload.count) ^ mask)
    writer.u64(mark(payload[...]))
    writer.write(payload)
    return writer.bytes
  }

  /// The mask of a part's first frame.
  static let firstMask = UInt32.max

  private static func mark(_ payload: ArraySlice<UInt8>) -> UInt64 {
    Sha256.digest(of: payload).bigEndianWords.0
  }

  /// The payload of the frame at a place, or nil where there is none; without a mask any will do.
  static func payload(
    _ bytes: [UInt8], at offset: Int, mask: UInt32?
  ) -> ArraySlice<UInt8>? {
    guard let count = payloadBytes(bytes, at: offset, mask: mask) else { return nil }
    let payload = bytes[(offset + headBytes)..<(offset + headBytes + count)]
    var cursor = ByteCursor(bytes[(offset + 8)..<(offset + headBytes)])
    guard let stated = try? cursor.u64(), stated == mark(payload) else { return nil }
    return payload
  }

  /// What the head at a place says, if it is one.
  private static func statedBytes(_ bytes: [UInt8], at offset: Int, mask: UInt32?) -> Int? {
    guard bytes.count - offset >= headBytes else { return nil }
    var cursor = ByteCursor(bytes[offset..<(offset + 8)])
    guard let count = try? cursor.u32(), let masked = try? cursor.u32(),
      mask == nil || count ^ masked == mask, count > 0, count <= limitPayloadBytes
    else { return nil }
    return Int(count)
  }

  /// The same, if its frame ends within the bytes.
  private static func payloadBytes(_ bytes: [UInt8], at offset: Int, mask: UInt32?) -> Int? {
    statedBytes(bytes, at: offset, mask: mask).flatMap { count in
      count <= bytes.count - offset - headBytes ? count : nil
    }
  }

  /// Whether a good frame begins anywhere behind a place: then what lies there is damage.
  ///
  /// The mask is that of the frames behind; nil where the secret is in the bad frame itself.
  static func follows(_ bytes: [UInt8], after offset: Int, mask: UInt32?) -> Bool {
    if mask == nil, let count = statedBytes(bytes, at: offset, mask: firstMask) {
      return bytes.count > offset + headBytes + count
    }
    var looks = 0
    var place = offset + 1
    while place + headBytes < bytes.count {
      if payloadBytes(bytes, at: place, mask: mask) != nil {
        looks += 1
        if looks > limitLooks || payload(bytes, at: place, mask: mask) != nil { return true }
      }
      place += 1
    }
    return false
  }
}
