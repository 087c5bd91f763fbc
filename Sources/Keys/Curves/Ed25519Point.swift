/// The checks on Ed25519's public bytes that BoringSSL leaves out; nothing here touches a secret.
enum Ed25519Point {
  /// Throws unless 32 bytes are the one spelling of a point whose order is not small.
  ///
  /// A point of small order, or one with a second spelling, verifies signatures that prove nothing.
  static func check(_ bytes: [UInt8]) throws(PublicKeyError) {
    var coordinate = bytes
    coordinate[31] &= 0x7F
    guard isBelow(coordinate, prime) else { throw .notCanonical }
    guard !smallOrderCoordinates.contains(coordinate) else { throw .smallOrder }
    // x² = (y² − 1) / (d·y² + 1) has a solution where numerator times denominator is a square.
    let y = Field25519(littleEndian: coordinate)
    let square = y * y
    let ratio = (square - .one) * (Field25519.curveD * square + .one)
    guard ratio.isSquare else { throw .notOnCurve }
  }

  /// Whether the S of a signature, 32 bytes little-endian, lies below the order of the group.
  static func isReducedScalar(_ bytes: ArraySlice<UInt8>) -> Bool {
    isBelow(Array(bytes), order)
  }

  private static func isBelow(_ bytes: [UInt8], _ limit: [UInt8]) -> Bool {
    bytes.reversed().lexicographicallyPrecedes(limit.reversed())
  }

  /// 2^255 − 19, little-endian.
  private static let prime: [UInt8] = [0xED] + [UInt8](repeating: 0xFF, count: 30) + [0x7F]

  /// 2^252 + 27742317777372353535851937790883648493, little-endian (RFC 8032 §5.1).
  private static let order: [UInt8] =
    [
      0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE,
      0x14,
    ] + [UInt8](repeating: 0, count: 15) + [0x10]

  /// The y of the eight points whose order divides 8: 1, −1, 0, and two that differ by sign.
  private static let smallOrderCoordinates: [[UInt8]] = {
    let zero = [UInt8](repeating: 0, count: 32)
    var one = zero
    one[0] = 1
    var minusOne = prime
    minusOne[0] -= 1
    let eighth: [UInt8] = [
      0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF, 0x98,
      0xF0, 0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88, 0x6D, 0x53,
      0xFC, 0x05,
    ]
    let negated = (Field25519.zero - Field25519(littleEndian: eighth)).littleEndian
    return [one, minusOne, zero, eighth, negated]
  }()
}
