/// The slots in which the provider at hand is up.
struct UpSlots {
  private(set) var words: [UInt64]

  init(words count: Int) {
    words = Array(repeating: 0, count: count)
  }

  subscript(word: Int) -> UInt64 {
    get { words[word] }
    set { words[word] = newValue }
  }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// The first up slot in a range.
  func first(in range: Range<Int>) -> Int? {
    for word in SlotSet.wordRange(range) {
      let bits = words[word] & SlotSet.mask(word: word, of: range)
      if bits != 0 { return word * 64 + bits.trailingZeroBitCount }
    }
    return nil
  }
}
