import Crypto
import Keys
import Quantities

/// A signing key on P-256 whose signatures are the same each time.
///
/// swift-crypto draws its nonces, so that a world's certificates would differ from run to run.
/// These come from the key and the message; the arithmetic takes no care to hide the key, and the
/// keys are a demonstration's.
struct DeterministicP256: Sendable {
  private let secret: UInt256
  let privateKey: P256.Signing.PrivateKey

  /// The order of the group.
  private static let order = UInt256(
    high: 0xFFFF_FFFF_0000_0000_FFFF_FFFF_FFFF_FFFF,
    low: 0xBCE6_FAAD_A717_9E84_F3B9_CAC2_FC63_2551)

  /// Derives a key from a name.
  init(named name: String) {
    (secret, privateKey) = Self.key(Array(name.utf8))
  }

  /// The first digest in a row that is a key; practically always the first.
  private static func key(_ seed: [UInt8]) -> (UInt256, P256.Signing.PrivateKey) {
    var bytes = Sha256.digest(of: seed).bytes
    while true {
      if let key = try? P256.Signing.PrivateKey(rawRepresentation: bytes) {
        return (number(bytes), key)
      }
      bytes = Sha256.digest(of: bytes).bytes
    }
  }

  /// Signs SHA-256 of a message: r and s, 32 bytes each.
  func sign(_ message: [UInt8]) -> (r: [UInt8], s: [UInt8]) {
    let digest = Sha256.digest(of: message).bytes
    var attempt: UInt8 = 0
    while true {
      let (nonce, point) = Self.key(Self.bytes(secret) + digest + [attempt])
      attempt &+= 1
      let r = Self.reduced(Self.number(Array(point.publicKey.rawRepresentation.prefix(32))))
      let sum = Self.add(Self.reduced(Self.number(digest)), Self.multiply(r, secret))
      let s = Self.multiply(Self.inverse(nonce), sum)
      guard r != .zero, s != .zero else { continue }
      return (Self.bytes(r), Self.bytes(s))
    }
  }

  // MARK: Arithmetic modulo the order

  private static func number(_ bytes: [UInt8]) -> UInt256 {
    func half(_ bytes: ArraySlice<UInt8>) -> UInt128 { bytes.reduce(0) { $0 << 8 | UInt128($1) } }
    return UInt256(high: half(bytes[..<16]), low: half(bytes[16..<32]))
  }

  private static func bytes(_ number: UInt256) -> [UInt8] {
    func half(_ half: UInt128) -> [UInt8] {
      (0..<16).reversed().map { UInt8(truncatingIfNeeded: half >> (8 * $0)) }
    }
    return half(number.high) + half(number.low)
  }

  private static func reduced(_ number: UInt256) -> UInt256 {
    number < order ? number : difference(number, order)
  }

  /// a − b for b ≤ a.
  private static func difference(_ a: UInt256, _ b: UInt256) -> UInt256 {
    guard let difference = a.subtracting(b) else {
      preconditionFailure("The smaller is taken from the greater.")
    }
    return difference
  }

  private static func add(_ a: UInt256, _ b: UInt256) -> UInt256 {
    let room = difference(order, b)
    guard a < room else { return difference(a, room) }
    return a.adding(b) ?? .zero
  }

  private static func subtract(_ a: UInt256, _ b: UInt256) -> UInt256 {
    a < b ? difference(order, difference(b, a)) : difference(a, b)
  }

  private static func multiply(_ a: UInt256, _ b: UInt256) -> UInt256 {
    var product = UInt256.zero
    for half in [b.high, b.low] {
      for bit in (0..<128).reversed() {
        product = add(product, product)
        if half >> UInt128(bit) & 1 == 1 { product = add(product, a) }
      }
    }
    return product
  }

  private static func halved(_ a: UInt256) -> UInt256 {
    UInt256(high: a.high >> 1, low: a.low >> 1 | a.high << 127)
  }

  /// Half of a number modulo the order, which is odd.
  private static func halvedInGroup(_ a: UInt256) -> UInt256 {
    guard a.low & 1 == 1 else { return halved(a) }
    // (a + order) / 2 without the carry: both are odd.
    let sum = halved(a).adding(halved(order))?.adding(UInt256(1))
    return sum ?? .zero
  }

  /// The inverse of a number from 1, by halving and subtracting.
  private static func inverse(_ number: UInt256) -> UInt256 {
    let one = UInt256(1)
    var (u, v, first, second) = (number, order, one, UInt256.zero)
    while u != one, v != one {
      while u.low & 1 == 0 { (u, first) = (halved(u), halvedInGroup(first)) }
      while v.low & 1 == 0 { (v, second) = (halved(v), halvedInGroup(second)) }
      if u < v {
        (v, second) = (difference(v, u), subtract(second, first))
      } else {
        (u, first) = (difference(u, v), subtract(first, second))
      }
    }
    return u == one ? first : second
  }
}
