/// Small readings of ASCII bytes that the catalogue's parsers share.
enum ASCIIText {
  static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    let lower = lowered(byte)
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
  }

  static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte + 32 : byte
  }

  static func lowered(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.map { lowered($0) } }

  static func string(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// A decimal number of 1 to 18 digits without a leading zero, or nil.
  static func number(_ bytes: some Collection<UInt8>) -> UInt64? {
    guard let first = bytes.first, bytes.count <= 18,
      first != UInt8(ascii: "0") || bytes.count == 1
    else { return nil }
    var value: UInt64 = 0
    for byte in bytes {
      guard isDigit(byte) else { return nil }
      value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
    }
    return value
  }

  /// Four hexadecimal digits as a number, or nil.
  static func deviceNumber(_ bytes: some Collection<UInt8>) -> UInt16? {
    guard bytes.count == 4 else { return nil }
    var value: UInt16 = 0
    for byte in bytes {
      let digit: UInt8
      switch lowered(byte) {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"):
        digit = lowered(byte) - UInt8(ascii: "a") + 10
      default: return nil
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }

  /// The printable ASCII of a reported text, at most `limit` bytes, for repeating it to a reader.
  static func excerpt(_ text: String, limit: Int = 64) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8.prefix(limit) {
      bytes.append(byte >= 0x20 && byte < 0x7f ? byte : UInt8(ascii: "?"))
    }
    return string(bytes)
  }
}
