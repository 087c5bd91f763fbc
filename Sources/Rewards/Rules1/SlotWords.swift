import Quantities

/// Bits of slots in 64-bit words, least significant first, without a type's overhead.
enum SlotWords {
  /// The mask of the bits of word `index` that lie in the range.
  @inline(__always)
  static func mask(_ index: Int, _ range: Range<Int>) -> UInt64 {
    let low = max(range.lowerBound - index * 64, 0)
    let high = min(range.upperBound - index * 64, 64)
    guard low < high else { return 0 }
    let upper = high == 64 ? UInt64.max : (1 << UInt64(high)) - 1
    return upper & ~((1 << UInt64(low)) - 1)
  }

  /// The words that a range touches.
  @inline(__always)
  static func words(_ range: Range<Int>) -> Range<Int> {
    range.isEmpty ? 0..<0 : range.lowerBound / 64..<(range.upperBound + 63) / 64
  }

  /// The number of bits set in a range.
  @inline(__always)
  static func count(_ words: [UInt64], in range: Range<Int>) -> Int {
    var sum = 0
    for index in Self.words(range) {
      sum += (words[index] & mask(index, range)).nonzeroBitCount
    }
    return sum
  }

  /// Keeps the first `limit` bits set, in order of slots.
  static func keepFirst(_ limit: Int64, of words: inout [UInt64]) {
    var left = limit
    for index in words.indices {
      var rest = words[index]
      var kept: UInt64 = 0
      while rest != 0, left > 0 {
        let bit = rest & (~rest &+ 1)
        kept |= bit
        rest ^= bit
        left -= 1
      }
      words[index] = kept
    }
  }
}
