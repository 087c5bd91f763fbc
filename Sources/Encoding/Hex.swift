/// Hexadecimal text, lower-case.
public enum Hex {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Two lower-case digits a byte.
  public static func text(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.count)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads an even number of lower-case digits; nothing else is accepted.
  public static func bytes(_ text: String) throws(HexError) -> [UInt8] {
    let characters = Array(text.utf8)
    guard characters.count % 2 == 0 else { throw .oddLength(characters.count) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count / 2)
    for offset in stride(from: 0, to: characters.count, by: 2) {
      guard let high = value(ofLowerCase: characters[offset]) else {
        throw .invalidDigit(offset: offset)
      }
      guard let low = value(ofLowerCase: characters[offset + 1]) else {
        throw .invalidDigit(offset: offset + 1)
      }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  static func value(ofLowerCase digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  static func value(ofAnyCase digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: value(ofLowerCase: digit)
    }
  }
}

/// Why a hexadecimal text was refused.
public enum HexError: Error, Hashable, Sendable {
  case oddLength(Int)
  case invalidDigit(offset: Int)
}
