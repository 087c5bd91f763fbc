/// Standard base64 with padding (RFC 4648 §4); each byte string has exactly one accepted text.
public enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Four characters for each three bytes begun.
  public static func text(_ bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let second = start + 1 < bytes.count ? bytes[start + 1] : 0
      let third = start + 2 < bytes.count ? bytes[start + 2] : 0
      let group = UInt32(bytes[start]) << 16 | UInt32(second) << 8 | UInt32(third)
      text.append(alphabet[Int(group >> 18)])
      text.append(alphabet[Int(group >> 12 & 63)])
      text.append(start + 1 < bytes.count ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "="))
      text.append(start + 2 < bytes.count ? alphabet[Int(group & 63)] : UInt8(ascii: "="))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads padded base64 without white space; idle bits before the padding must be zero.
  public static func bytes(_ text: String) throws(Base64Error) -> [UInt8] {
    let characters = Array(text.utf8)
    guard characters.count % 4 == 0 else { throw .lengthNotMultipleOfFour(characters.count) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count / 4 * 3)
    for start in stride(from: 0, to: characters.count, by: 4) {
      let isLast = start + 4 == characters.count
      let padding = isLast ? paddingCount(characters[(start + 2)...]) : 0
      var group: UInt32 = 0
      for offset in start..<(start + 4 - padding) {
        guard let value = value(of: characters[offset]) else {
          throw .invalidCharacter(offset: offset)
        }
        group = group << 6 | UInt32(value)
      }
      group <<= UInt32(6 * padding)
      let idleBits: UInt32 = padding == 0 ? 0 : padding == 1 ? 0xFF : 0xFFFF
      guard group & idleBits == 0 else { throw .idleBitsSet(offset: start + 3 - padding) }
      bytes.append(UInt8(group >> 16))
      if padding < 2 { bytes.append(UInt8(group >> 8 & 0xFF)) }
      if padding < 1 { bytes.append(UInt8(group & 0xFF)) }
    }
    return bytes
  }

  private static func paddingCount(_ lastTwo: ArraySlice<UInt8>) -> Int {
    guard lastTwo.last == UInt8(ascii: "=") else { return 0 }
    return lastTwo.first == UInt8(ascii: "=") ? 2 : 1
  }

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}

/// Why a base64 text was refused.
public enum Base64Error: Error, Hashable, Sendable {
  case lengthNotMultipleOfFour(Int)
  case invalidCharacter(offset: Int)
  case idleBitsSet(offset: Int)
}
