/// RIPEMD-160 (Dobbertin, Bosselaers, Preneel 1996), which Cosmos addresses are made with.
///
/// Fit for naming accounts, as their networks settled; nothing of ours rests on it besides.
public enum Ripemd160 {
  /// The 20 bytes of the hash.
  public static func hash(_ message: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    let padded = padded(message)
    for start in stride(from: 0, to: padded.count, by: 64) {
      let block = words(padded[start..<(start + 64)])
      let left = line(block, state, leftOrder, leftShifts, leftConstants, reversed: false)
      let right = line(block, state, rightOrder, rightShifts, rightConstants, reversed: true)
      state = joined(state, left, right)
    }
    return state.flatMap { littleEndian(UInt64($0), count: 4) }
  }

  private static func words(_ block: ArraySlice<UInt8>) -> [UInt32] {
    var words = [UInt32](repeating: 0, count: 16)
    for (offset, byte) in block.enumerated() {
      words[offset / 4] |= UInt32(byte) << UInt32(8 * (offset % 4))
    }
    return words
  }

  private static func littleEndian(_ number: UInt64, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
  }

  /// The state before the block and the ends of both lines, each turned by one more place.
  private static func joined(
    _ state: [UInt32], _ left: [UInt32], _ right: [UInt32]
  ) -> [UInt32] {
    var sums = state
    for index in 0..<5 {
      let before = state[(index + 1) % 5]
      let lines = left[(index + 2) % 5] &+ right[(index + 3) % 5]
      sums[index] = before &+ lines
    }
    return sums
  }

  /// One bit, zeros, and the length in bits: whole blocks of 64 bytes.
  private static func padded(_ message: [UInt8]) -> [UInt8] {
    var bytes = message + [0x80]
    bytes += [UInt8](repeating: 0, count: (120 - bytes.count % 64) % 64)
    let bits = UInt64(message.count) << 3
    return bytes + littleEndian(bits, count: 8)
  }

  /// One of the two parallel lines of 80 steps.
  private static func line(
    _ block: [UInt32], _ state: [UInt32], _ order: [UInt8], _ shifts: [UInt8],
    _ constants: [UInt32], reversed: Bool
  ) -> [UInt32] {
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for step in 0..<80 {
      let round = step / 16
      let mixed = mix(reversed ? 4 - round : round, b, c, d)
      let sum = a &+ mixed &+ block[Int(order[step])] &+ constants[round]
      let turned = rotated(sum, UInt32(shifts[step])) &+ e
      (a, e, d, c, b) = (e, d, rotated(c, 10), b, turned)
    }
    return [a, b, c, d, e]
  }

  private static func mix(_ kind: Int, _ x: UInt32, _ y: UInt32, _ z: UInt32) -> UInt32 {
    switch kind {
    case 0: x ^ y ^ z
    case 1: (x & y) | (~x & z)
    case 2: (x | ~y) ^ z
    case 3: (x & z) | (y & ~z)
    default: x ^ (y | ~z)
    }
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word << count | word >> (32 - count)
  }

  private static let leftConstants: [UInt32] = [
    0, 0x5A82_7999, 0x6ED9_EBA1, 0x8F1B_BCDC, 0xA953_FD4E,
  ]
  private static let rightConstants: [UInt32] = [
    0x50A2_8BE6, 0x5C4D_D124, 0x6D70_3EF3, 0x7A6D_76E9, 0,
  ]
  private static let leftOrder: [UInt8] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5,
    2, 14, 11, 8, 3, 10, 14, 4, 9, 15, 8, 1, 2, 7, 0, 6, 13, 11, 5, 12, 1, 9, 11, 10, 0, 8, 12, 4,
    13, 3, 7, 15, 14, 5, 6, 2, 4, 0, 5, 9, 7, 12, 2, 10, 14, 1, 3, 8, 11, 6, 15, 13,
  ]
  private static let rightOrder: [UInt8] = [
    5, 14, 7, 0, 9, 2, 11, 4, 13, 6, 15, 8, 1, 10, 3, 12, 6, 11, 3, 7, 0, 13, 5, 10, 14, 15, 8, 12,
    4, 9, 1, 2, 15, 5, 1, 3, 7, 14, 6, 9, 11, 8, 12, 2, 10, 0, 4, 13, 8, 6, 4, 1, 3, 11, 15, 0, 5,
    12, 2, 13, 9, 7, 10, 14, 12, 15, 10, 4, 1, 5, 8, 7, 6, 2, 13, 14, 0, 3, 9, 11,
  ]
  private static let leftShifts: [UInt8] = [
    11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8, 7, 6, 8, 13, 11, 9, 7, 15, 7, 12, 15,
    9, 11, 7, 13, 12, 11, 13, 6, 7, 14, 9, 13, 15, 14, 8, 13, 6, 5, 12, 7, 5, 11, 12, 14, 15, 14,
    15, 9, 8, 9, 14, 5, 6, 8, 6, 5, 12, 9, 15, 5, 11, 6, 8, 13, 12, 5, 12, 13, 14, 11, 8, 5, 6,
  ]
  private static let rightShifts: [UInt8] = [
    8, 9, 9, 11, 13, 15, 15, 5, 7, 7, 8, 11, 14, 14, 12, 6, 9, 13, 15, 7, 12, 8, 9, 11, 7, 7, 12,
    7, 6, 15, 13, 11, 9, 7, 15, 11, 8, 6, 6, 14, 12, 13, 5, 14, 13, 13, 7, 5, 15, 5, 8, 11, 14, 14,
    6, 14, 6, 9, 12, 9, 12, 5, 15, 8, 8, 5, 12, 9, 12, 5, 14, 6, 8, 13, 6, 5, 15, 13, 11, 11,
  ]
}
