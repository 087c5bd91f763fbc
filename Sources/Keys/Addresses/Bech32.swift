public import Quantities

/// Bech32 (BIP-173) as Cosmos addresses use it: lower-case only, so that equal means equal bytes.
public enum Bech32 {
  /// The longest string, and the longest prefix within it.
  public static let limitBytes = 90
  static let checksumLength = 6
  private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
  /// The bits of each byte's value in the alphabet, 255 where it has none.
  static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()

  /// A prefix and the five-bit groups that follow it, checksum taken off.
  public struct Decoded: Hashable, Sendable {
    /// The human-readable part, such as `akash`.
    public let prefix: String
    /// Values 0…31.
    public let groups: [UInt8]
  }

  /// Splits a string and checks its checksum; upper case is refused although BIP-173 allows it.
  public static func decode(_ text: some Collection<UInt8>) throws(Bech32Error) -> Decoded {
    let bytes = Array(text)
    guard bytes.count <= limitBytes else { throw .tooLong(bytes.count) }
    guard bytes.allSatisfy({ $0 >= 33 && $0 <= 126 }) else { throw .invalidCharacter }
    guard !bytes.contains(where: { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }) else {
      throw .upperCase
    }
    guard let separator = bytes.lastIndex(of: UInt8(ascii: "1")) else { throw .separatorMissing }
    guard separator > 0 else { throw .prefixMissing }
    let prefix = bytes[..<separator]
    let groups = bytes[(separator + 1)...].map { values[Int($0)] }
    guard !groups.contains(255) else { throw .invalidCharacter }
    guard groups.count >= checksumLength else { throw .tooShort }
    guard polymod(expanded(prefix) + groups) == 1 else { throw .wrongChecksum }
    return Decoded(
      prefix: String(decoding: prefix, as: UTF8.self),
      groups: Array(groups.dropLast(checksumLength)))
  }

  /// Joins a prefix and five-bit groups and appends the checksum.
  public static func encode(prefix: String, groups: [UInt8]) throws(Bech32Error) -> String {
    let prefixBytes = Array(prefix.utf8)
    guard !prefixBytes.isEmpty else { throw .prefixMissing }
    guard prefixBytes.allSatisfy({ $0 >= 33 && $0 <= 126 }), groups.allSatisfy({ $0 < 32 })
    else { throw .invalidCharacter }
    guard
      !prefixBytes.contains(where: { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") })
    else { throw .upperCase }
    let length = prefixBytes.count + 1 + groups.count + checksumLength
    guard length <= limitBytes else { throw .tooLong(length) }
    let padding = [UInt8](repeating: 0, count: checksumLength)
    let remainder = polymod(expanded(prefixBytes[...]) + groups + padding) ^ 1
    let checksum = (0..<checksumLength).map { index in
      UInt8(remainder >> UInt32(5 * (checksumLength - 1 - index)) & 31)
    }
    let characters = (groups + checksum).map { alphabet[Int($0)] }
    return String(decoding: prefixBytes + [UInt8(ascii: "1")] + characters, as: UTF8.self)
  }

  /// The bytes of an address whose prefix and checksum are right.
  public static func payload(
    of address: Address, prefix: String
  ) throws(Bech32Error) -> [UInt8] {
    let decoded = try decode(address.bytes)
    guard decoded.prefix.utf8.elementsEqual(prefix.utf8) else { throw .wrongPrefix(decoded.prefix) }
    return try bytes(fromGroups: decoded.groups)
  }

  /// Checks an account address: prefix, checksum, and 20 or 32 bytes as Cosmos accounts have.
  public static func verifyAccount(
    _ address: Address, prefix: String
  ) throws(Bech32Error) {
    try verifyAccountLength(try payload(of: address, prefix: prefix).count)
  }

  private static func verifyAccountLength(_ count: Int) throws(Bech32Error) {
    guard count == 20 || count == 32 else { throw .wrongPayloadLength(count) }
  }

  /// The address of a payload, such as the 20 bytes of an account.
  public static func address(
    prefix: String, payload: [UInt8]
  ) throws(Bech32Error) -> Address {
    let text = try encode(prefix: prefix, groups: groups(fromBytes: payload))
    do {
      return try Address(text)
    } catch {
      throw .invalidCharacter
    }
  }
}

extension Bech32 {
  private static func expanded(_ prefix: ArraySlice<UInt8>) -> [UInt8] {
    prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 31 }
  }

  /// The BCH code's remainder over five-bit values, by BIP-173's generator.
  private static func polymod(_ values: [UInt8]) -> UInt32 {
    var remainder: UInt32 = 1
    for value in values { remainder = step(remainder, value) }
    return remainder
  }

  /// The remainder after one more five-bit value.
  static func step(_ remainder: UInt32, _ value: UInt8) -> UInt32 {
    (remainder & 0x1FF_FFFF) << 5 ^ UInt32(value) ^ reductions[Int(remainder >> 25)]
  }

  /// What each value of the five bits that leave the remainder takes away from it.
  private static let reductions: [UInt32] = {
    let generator: [UInt32] = [
      0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3,
    ]
    return (0..<32).map { top in
      generator.indices.reduce(0) { sum, bit in
        top >> bit & 1 == 1 ? sum ^ generator[bit] : sum
      }
    }
  }()

  /// Regroups bytes into five bits each, zero bits appended to fill the last.
  public static func groups(fromBytes bytes: [UInt8]) -> [UInt8] {
    var groups: [UInt8] = []
    var pending: UInt32 = 0
    var bits = 0
    for byte in bytes {
      pending = (pending << 8 | UInt32(byte)) & 0xFFF
      bits += 8
      while bits >= 5 {
        bits -= 5
        groups.append(UInt8(pending >> UInt32(bits) & 31))
      }
    }
    if bits > 0 { groups.append(UInt8(pending << UInt32(5 - bits) & 31)) }
    return groups
  }

  /// Regroups five bits each into bytes; at most four idle bits, all zero.
  public static func bytes(fromGroups groups: [UInt8]) throws(Bech32Error) -> [UInt8] {
    var bytes: [UInt8] = []
    var pending: UInt32 = 0
    var bits = 0
    for group in groups {
      guard group < 32 else { throw .invalidCharacter }
      pending = (pending << 5 | UInt32(group)) & 0xFFF
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(pending >> UInt32(bits) & 255))
      }
    }
    guard bits < 5, pending & ((1 << UInt32(bits)) - 1) == 0 else { throw .idleBitsSet }
    return bytes
  }
}

/// Why a bech32 string was refused.
public enum Bech32Error: Error, Hashable, Sendable {
  case tooLong(Int)
  case tooShort
  case invalidCharacter
  case upperCase
  case separatorMissing
  case prefixMissing
  case wrongChecksum
  case wrongPrefix(String)
  case wrongPayloadLength(Int)
  case idleBitsSet
}

extension Bech32Error: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    switch self {
    case .tooLong(let count): "bech32 has at most 90 characters, this one \(count)"
    case .tooShort: "it is shorter than bech32's checksum"
    case .invalidCharacter: "it holds a character that bech32 does not know"
    case .upperCase: "it holds upper-case letters; addresses are written in lower case"
    case .separatorMissing: "it has no 1 between prefix and data"
    case .prefixMissing: "it has no prefix"
    case .wrongChecksum: "its checksum is wrong: a letter was mistyped"
    case .wrongPrefix(let prefix): "it is of another network: its prefix is \(prefix)"
    case .wrongPayloadLength(let count): "an account has 20 or 32 bytes, this one \(count)"
    case .idleBitsSet: "its last character holds bits that no byte uses"
    }
  }
}
