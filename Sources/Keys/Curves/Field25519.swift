/// Numbers modulo 2^255 − 19 in five limbs of 51 bits, for checks on public bytes only.
///
/// Limbs stay below 2^52 between operations, so that sums of products stay below 2^128.
struct Field25519 {
  private var limbs: (UInt64, UInt64, UInt64, UInt64, UInt64)

  private static let mask: UInt64 = (1 << 51) - 1

  static let zero = Field25519((0, 0, 0, 0, 0))
  static let one = Field25519((1, 0, 0, 0, 0))

  /// The curve's d = −121665 / 121666.
  static let curveD = Field25519(littleEndian: [
    0xA3, 0x78, 0x59, 0x13, 0xCA, 0x4D, 0xEB, 0x75, 0xAB, 0xD8, 0x41, 0x41, 0x4D, 0x0A, 0x70, 0x00,
    0x98, 0xE8, 0x79, 0x77, 0x79, 0x40, 0xC7, 0x8C, 0x73, 0xFE, 0x6F, 0x2B, 0xEE, 0x6C, 0x03, 0x52,
  ])

  private init(_ limbs: (UInt64, UInt64, UInt64, UInt64, UInt64)) {
    self.limbs = limbs
  }

  /// Reads 32 bytes, the highest bit left out.
  init(littleEndian bytes: [UInt8]) {
    precondition(bytes.count == 32, "A coordinate has 32 bytes.")
    func word(_ index: Int) -> UInt64 {
      (0..<8).reduce(0) { $0 | UInt64(bytes[8 * index + $1]) << UInt64(8 * $1) }
    }
    let (a, b, c, d) = (word(0), word(1), word(2), word(3))
    limbs = (
      a & Self.mask, (a >> 51 | b << 13) & Self.mask, (b >> 38 | c << 26) & Self.mask,
      (c >> 25 | d << 39) & Self.mask, d >> 12 & Self.mask
    )
  }

  /// The 32 bytes of the number below the prime.
  var littleEndian: [UInt8] {
    let (a, b, c, d, e) = reduced.limbs
    let words = [a | b << 51, b >> 13 | c << 38, c >> 26 | d << 25, d >> 39 | e << 12]
    return words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
  }

  /// The number below the prime, in limbs below 2^51.
  private var reduced: Field25519 {
    let (a, b, c, d, e) = Self.carried(limbs).limbs
    // One more than the number exceeds 2^255 − 18 exactly where the number is not below the prime.
    var excess = (a + 19) >> 51
    for limb in [b, c, d, e] { excess = (limb + excess) >> 51 }
    var result = (a + 19 * excess, b, c, d, e)
    result.1 += result.0 >> 51
    result.2 += result.1 >> 51
    result.3 += result.2 >> 51
    result.4 += result.3 >> 51
    return Field25519(
      (
        result.0 & Self.mask, result.1 & Self.mask, result.2 & Self.mask, result.3 & Self.mask,
        result.4 & Self.mask
      ))
  }

  private static func carried(
    _ limbs: (UInt64, UInt64, UInt64, UInt64, UInt64)
  ) -> Field25519 {
    var (a, b, c, d, e) = limbs
    for _ in 0..<2 {
      b += a >> 51
      c += b >> 51
      d += c >> 51
      e += d >> 51
      a = a & mask + 19 * (e >> 51)
      (b, c, d, e) = (b & mask, c & mask, d & mask, e & mask)
    }
    return Field25519((a, b, c, d, e))
  }

  static func + (left: Field25519, right: Field25519) -> Field25519 {
    let (a, b) = (left.limbs, right.limbs)
    return carried((a.0 + b.0, a.1 + b.1, a.2 + b.2, a.3 + b.3, a.4 + b.4))
  }

  static func - (left: Field25519, right: Field25519) -> Field25519 {
    // Four times the prime keeps every limb from going below zero.
    let (a, b) = (left.limbs, right.limbs)
    let (low, high): (UInt64, UInt64) = (4 * (mask - 18), 4 * mask)
    return carried(
      (
        a.0 + low - b.0, a.1 + high - b.1, a.2 + high - b.2, a.3 + high - b.3, a.4 + high - b.4
      ))
  }

  static func * (left: Field25519, right: Field25519) -> Field25519 {
    let (a0, a1, a2, a3, a4) = left.limbs
    let (b0, b1, b2, b3, b4) = right.limbs
    // What passes 2^255 comes back times 19.
    let (c1, c2, c3, c4) = (19 * b1, 19 * b2, 19 * b3, 19 * b4)
    func product(_ a: UInt64, _ b: UInt64) -> UInt128 { UInt128(a) * UInt128(b) }
    var r0 = product(a0, b0) + product(a1, c4) + product(a2, c3)
    r0 += product(a3, c2) + product(a4, c1)
    var r1 = product(a0, b1) + product(a1, b0) + product(a2, c4)
    r1 += product(a3, c3) + product(a4, c2)
    var r2 = product(a0, b2) + product(a1, b1) + product(a2, b0)
    r2 += product(a3, c4) + product(a4, c3)
    var r3 = product(a0, b3) + product(a1, b2) + product(a2, b1)
    r3 += product(a3, b0) + product(a4, c4)
    var r4 = product(a0, b4) + product(a1, b3) + product(a2, b2)
    r4 += product(a3, b1) + product(a4, b0)
    r1 += r0 >> 51
    r2 += r1 >> 51
    r3 += r2 >> 51
    r4 += r3 >> 51
    func low(_ wide: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: wide) & mask }
    let first = UInt128(low(r0)) + 19 * (r4 >> 51)
    return carried((low(first), low(r1) + UInt64(first >> 51), low(r2), low(r3), low(r4)))
  }

  private func squared(times count: Int) -> Field25519 {
    var result = self
    for _ in 0..<count { result = result * result }
    return result
  }

  /// Whether it is a square, zero included: Euler's criterion, x^((p − 1) / 2) is 0 or 1.
  var isSquare: Bool {
    // (p − 1) / 2 = 2^254 − 10 = (2^250 − 1)·2^4 + 6, the first by doubling runs of ones.
    let ones5 = (1..<5).reduce(self) { run, _ in run * run * self }
    let ones10 = ones5.squared(times: 5) * ones5
    let ones20 = ones10.squared(times: 10) * ones10
    let ones40 = ones20.squared(times: 20) * ones20
    let ones50 = ones40.squared(times: 10) * ones10
    let ones100 = ones50.squared(times: 50) * ones50
    let ones200 = ones100.squared(times: 100) * ones100
    let ones250 = ones200.squared(times: 50) * ones50
    let square = self * self
    let power = (ones250.squared(times: 4) * square.squared(times: 1) * square).littleEndian
    return power == Self.one.littleEndian || power == Self.zero.littleEndian
  }
}
