/// The only source of chance in simulations: Vigna's SplitMix64, the same for the same seed.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Begins at a seed.
  public init(seed: UInt64) {
    state = seed
  }

  /// A generator of its own for one purpose: drawing more for one leaves others as they are.
  public func branch(_ purpose: UInt64) -> SplitMix64 {
    var mixed = SplitMix64(seed: state ^ purpose &* 0xD6E8_FEB8_6659_FD93)
    return SplitMix64(seed: mixed.next())
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

extension SplitMix64 {
  /// A number of a closed range; the bias of the remainder is below 2^-32 for the ranges used here.
  public mutating func number(in range: ClosedRange<Int64>) -> Int64 {
    let width = UInt64(range.upperBound - range.lowerBound) + 1
    return range.lowerBound + Int64(next() % width)
  }

  /// A number of a closed range.
  public mutating func number(in range: ClosedRange<Int>) -> Int {
    Int(number(in: Int64(range.lowerBound)...Int64(range.upperBound)))
  }

  /// A number below a bound; 0 where there is none.
  public mutating func below(_ bound: Int) -> Int {
    Int.random(in: 0..<max(bound, 1), using: &self)
  }

  /// True in so many of a hundred draws.
  public mutating func chance(percent: UInt64) -> Bool { next() % 100 < percent }

  /// One of the elements; there must be one.
  public mutating func pick<Element>(_ elements: [Element]) -> Element {
    precondition(!elements.isEmpty, "There is something to pick from.")
    return elements[Int(next() % UInt64(elements.count))]
  }

  /// The elements in a drawn order.
  public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for position in stride(from: result.count - 1, to: 0, by: -1) {
      result.swapAt(position, number(in: 0...position))
    }
    return result
  }
}
