/// A 32-byte digest as a value; no hash is computed in this room.
public struct Digest: Hashable, Sendable {
  /// The number of bytes.
  public static let byteCount = 32

  // Big-endian words, so that their order is the order of the bytes.
  private let word0: UInt64
  private let word1: UInt64
  private let word2: UInt64
  private let word3: UInt64

  /// All bytes zero: no digest of anything known.
  public static let zero = Digest(bigEndianWords: 0, 0, 0, 0)

  /// Joins four words, each of eight bytes with the first byte highest.
  public init(
    bigEndianWords word0: UInt64, _ word1: UInt64, _ word2: UInt64, _ word3: UInt64
  ) {
    self.word0 = word0
    self.word1 = word1
    self.word2 = word2
    self.word3 = word3
  }

  /// Accepts exactly 32 bytes; throws `malformed`.
  public init(bytes: some Collection<UInt8>) throws(QuantityError) {
    guard bytes.count == Self.byteCount else { throw .malformed(.digest) }
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for (offset, byte) in bytes.enumerated() {
      switch offset / 8 {
      case 0: words.0 = words.0 << 8 | UInt64(byte)
      case 1: words.1 = words.1 << 8 | UInt64(byte)
      case 2: words.2 = words.2 << 8 | UInt64(byte)
      default: words.3 = words.3 << 8 | UInt64(byte)
      }
    }
    self.init(bigEndianWords: words.0, words.1, words.2, words.3)
  }

  /// Reads exactly 64 lower-case hexadecimal digits; throws `malformed`.
  public init(hex: String) throws(QuantityError) {
    guard hex.utf8.count == 2 * Self.byteCount else { throw .malformed(.digest) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    var pending: UInt8?
    for character in hex.utf8 {
      guard let value = Self.hexValue(character) else { throw .malformed(.digest) }
      if let high = pending {
        bytes.append(high << 4 | value)
        pending = nil
      } else {
        pending = value
      }
    }
    try self.init(bytes: bytes)
  }

  private static func hexValue(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// The four words, each of eight bytes with the first byte highest.
  public var bigEndianWords: (UInt64, UInt64, UInt64, UInt64) { (word0, word1, word2, word3) }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    for word in [word0, word1, word2, word3] {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
    return bytes
  }

  /// 64 lower-case hexadecimal digits.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * Self.byteCount)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Digest: Comparable {
  /// Orders by bytes.
  public static func < (left: Digest, right: Digest) -> Bool {
    left.bigEndianWords < right.bigEndianWords
  }
}

extension Digest: CustomStringConvertible {
  /// The same as `hex`.
  public var description: String { hex }
}
