/// Counts, for 64 slots at once, in how many words a bit is set: one word per binary digit.
struct BitCounter {
  private var digits: [UInt64]

  /// Room for counts up to `limit`.
  init(limit: Int) {
    digits = Array(repeating: 0, count: max(Int.bitWidth - limit.leadingZeroBitCount, 1))
  }

  mutating func reset() {
    for index in digits.indices { digits[index] = 0 }
  }

  mutating func add(_ word: UInt64) {
    var carry = word
    for index in digits.indices {
      guard carry != 0 else { return }
      let digit = digits[index]
      digits[index] = digit ^ carry
      carry &= digit
    }
  }

  /// The bits whose count is at least `threshold`.
  func atLeast(_ threshold: Int) -> UInt64 {
    guard threshold >> digits.count == 0 else { return 0 }
    var above: UInt64 = 0
    var equal = UInt64.max
    for index in digits.indices.reversed() {
      if threshold >> index & 1 == 1 {
        equal &= digits[index]
      } else {
        above |= equal & digits[index]
        equal &= ~digits[index]
      }
    }
    return above | equal
  }
}
