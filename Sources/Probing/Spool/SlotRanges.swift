/// A set of slot numbers as disjoint ranges, ascending; slots count from 1970.
struct SlotRanges: Hashable, Sendable {
  private(set) var ranges: [Range<Int64>] = []

  /// Adds a range and joins what touches it.
  mutating func insert(_ range: Range<Int64>) {
    guard !range.isEmpty else { return }
    // Time goes on: nearly always the new range follows or continues the last.
    if let last = ranges.last, range.lowerBound >= last.lowerBound {
      if range.lowerBound > last.upperBound {
        ranges.append(range)
      } else if range.upperBound > last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      }
      return
    }
    let joined = ranges.filter {
      $0.lowerBound <= range.upperBound && range.lowerBound <= $0.upperBound
    }
    let low = joined.reduce(range.lowerBound) { min($0, $1.lowerBound) }
    let high = joined.reduce(range.upperBound) { max($0, $1.upperBound) }
    ranges.removeAll { $0.lowerBound <= range.upperBound && range.lowerBound <= $0.upperBound }
    let position = ranges.firstIndex { $0.lowerBound > low } ?? ranges.count
    ranges.insert(low..<high, at: position)
  }

  /// Whether a slot is in it; the newest ranges are looked at first.
  func contains(_ slot: Int64) -> Bool { ranges.reversed().contains { $0.contains(slot) } }

  /// The parts of a range that are in it, ascending.
  func intersection(_ range: Range<Int64>) -> [Range<Int64>] {
    ranges.compactMap {
      let common = $0.clamped(to: range)
      return common.isEmpty ? nil : common
    }
  }

  /// Takes a range out.
  mutating func remove(_ range: Range<Int64>) {
    ranges = ranges.flatMap { known -> [Range<Int64>] in
      let common = known.clamped(to: range)
      guard !common.isEmpty else { return [known] }
      return [known.lowerBound..<common.lowerBound, common.upperBound..<known.upperBound]
        .filter { !$0.isEmpty }
    }
  }
}
