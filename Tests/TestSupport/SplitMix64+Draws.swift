extension SplitMix64 {
  /// A number below `bound`; 0 where that leaves none.
  public mutating func below(_ bound: Int) -> Int {
    bound > 0 ? Int(next() % UInt64(bound)) : 0
  }

  /// A number below `bound`.
  public mutating func next(below bound: UInt64) -> UInt64 { next() % bound }

  /// A number of a closed range.
  public mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// A range of numbers up to `bound`.
  public mutating func range(below bound: Int) -> Range<Int> {
    let low = below(bound + 1)
    return low..<(low + below(bound - low + 1))
  }

  /// A number whose length in bits is itself drawn, so that small and huge ones are equally common.
  public mutating func nextOfAnyLength() -> UInt128 {
    let wide = UInt128(next()) << 64 | UInt128(next())
    return wide >> UInt128(next() % 128)
  }

  /// Bytes, fewer than `limit`.
  public mutating func nextBytes(limit: Int) -> [UInt8] {
    (0..<Int(next() % UInt64(limit))).map { _ in UInt8(truncatingIfNeeded: next()) }
  }

  /// True about once in `count` times.
  public mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

  /// True about `part` times in `whole`.
  public mutating func chance(_ part: Int, in whole: Int) -> Bool { below(whole) < part }

  /// One of the elements; there must be one.
  public mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// The elements in a drawn order.
  public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for index in result.indices.dropFirst().reversed() {
      result.swapAt(index, below(index + 1))
    }
    return result
  }

  /// Puts the elements into a drawn order.
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for index in elements.indices.reversed() { elements.swapAt(index, below(index + 1)) }
  }
}
