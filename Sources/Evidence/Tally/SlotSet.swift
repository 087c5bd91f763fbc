/// A set of slots of one span, as bits in 64-bit words, least significant first.
public struct SlotSet: Hashable, Sendable {
  /// The number of slots of the span; members are below it.
  public let slotCount: Int
  /// ⌈slotCount / 64⌉ words; bits at or above `slotCount` are 0.
  public private(set) var words: [UInt64]

  /// The empty set.
  public init(slotCount: Int) {
    precondition(slotCount >= 0, "A span has no negative number of slots.")
    self.slotCount = slotCount
    words = Array(repeating: 0, count: Self.wordCount(slotCount: slotCount))
  }

  /// The slots of one range; what lies outside the span is left out.
  public init(_ range: Range<Int>, slotCount: Int) {
    self.init(slotCount: slotCount)
    insert(range)
  }

  /// Takes words; bits at or above `slotCount` must be 0.
  init(words: some Collection<UInt64>, slotCount: Int) {
    self.slotCount = slotCount
    self.words = Array(words)
  }

  /// The words that so many slots need.
  public static func wordCount(slotCount: Int) -> Int { (slotCount + 63) / 64 }

  /// The mask of the bits of word `index` that lie in the range.
  static func mask(word index: Int, of range: Range<Int>) -> UInt64 {
    let low = max(range.lowerBound - index * 64, 0)
    let high = min(range.upperBound - index * 64, 64)
    guard low < high else { return 0 }
    let upper = high == 64 ? UInt64.max : (1 << UInt64(high)) - 1
    return upper & ~((1 << UInt64(low)) - 1)
  }

  /// The words that a range within the span touches.
  static func wordRange(_ range: Range<Int>) -> Range<Int> {
    range.isEmpty ? 0..<0 : range.lowerBound / 64..<(range.upperBound + 63) / 64
  }
}

extension SlotSet {
  /// Whether no slot is a member.
  public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// The number of members.
  public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// The number of members in a range; what lies outside the span counts as absent.
  public func count(in range: Range<Int>) -> Int {
    let range = range.clamped(to: 0..<slotCount)
    var sum = 0
    for index in Self.wordRange(range) {
      sum += (words[index] & Self.mask(word: index, of: range)).nonzeroBitCount
    }
    return sum
  }

  /// Whether a slot is a member; false outside the span.
  public func contains(_ slot: Int) -> Bool {
    guard slot >= 0, slot < slotCount else { return false }
    return words[slot / 64] >> UInt64(slot % 64) & 1 == 1
  }

  /// Adds one slot of the span.
  public mutating func insert(_ slot: Int) {
    precondition(slot >= 0 && slot < slotCount, "A slot belongs to its set's span.")
    words[slot / 64] |= 1 << UInt64(slot % 64)
  }

  /// Adds a range; what lies outside the span is left out.
  public mutating func insert(_ range: Range<Int>) {
    let range = range.clamped(to: 0..<slotCount)
    for index in Self.wordRange(range) { words[index] |= Self.mask(word: index, of: range) }
  }

  /// Takes a range out.
  public mutating func remove(_ range: Range<Int>) {
    let range = range.clamped(to: 0..<slotCount)
    for index in Self.wordRange(range) { words[index] &= ~Self.mask(word: index, of: range) }
  }

  /// Keeps what is in both.
  public mutating func formIntersection(_ other: SlotSet) {
    precondition(slotCount == other.slotCount, "Sets of one span are combined.")
    for index in words.indices { words[index] &= other.words[index] }
  }

  /// Adds what is in the other.
  public mutating func formUnion(_ other: SlotSet) {
    precondition(slotCount == other.slotCount, "Sets of one span are combined.")
    for index in words.indices { words[index] |= other.words[index] }
  }

  /// Takes out what is in the other.
  public mutating func subtract(_ other: SlotSet) {
    precondition(slotCount == other.slotCount, "Sets of one span are combined.")
    for index in words.indices { words[index] &= ~other.words[index] }
  }

  /// What is in both.
  public func intersection(_ other: SlotSet) -> SlotSet {
    var result = self
    result.formIntersection(other)
    return result
  }

  /// What is in either.
  public func union(_ other: SlotSet) -> SlotSet {
    var result = self
    result.formUnion(other)
    return result
  }

  /// What is in this one only.
  public func subtracting(_ other: SlotSet) -> SlotSet {
    var result = self
    result.subtract(other)
    return result
  }

  /// The number of members in common, without building the set.
  public func countInCommon(_ other: SlotSet) -> Int {
    precondition(slotCount == other.slotCount, "Sets of one span are combined.")
    var sum = 0
    for index in words.indices { sum += (words[index] & other.words[index]).nonzeroBitCount }
    return sum
  }

  /// The first member, if any.
  public var first: Int? {
    for (index, word) in words.enumerated() where word != 0 {
      return index * 64 + word.trailingZeroBitCount
    }
    return nil
  }

  /// The members as maximal ranges, ascending.
  public var ranges: [Range<Int>] {
    var result: [Range<Int>] = []
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        let low = rest.trailingZeroBitCount
        let length = (~(rest >> UInt64(low))).trailingZeroBitCount
        let from = index * 64 + low
        if let last = result.last, last.upperBound == from {
          result[result.count - 1] = last.lowerBound..<from + length
        } else {
          result.append(from..<from + length)
        }
        rest = low + length >= 64 ? 0 : rest & (UInt64.max << UInt64(low + length))
      }
    }
    return result
  }
}
