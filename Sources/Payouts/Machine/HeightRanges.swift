/// Heights as disjoint ranges, ascending: which blocks of a chain a node has shown.
public struct HeightRanges: Hashable, Sendable {
  /// The ranges; between two lies at least one height.
  public private(set) var ranges: [ClosedRange<Int64>] = []

  /// No height.
  public init() {}

  /// Adds one height, in any order.
  public mutating func insert(_ height: Int64) {
    let after = ranges.firstIndex { $0.upperBound >= height } ?? ranges.count
    if after < ranges.count, ranges[after].contains(height) { return }
    let joinsBefore = after > 0 && ranges[after - 1].upperBound == height - 1
    let joinsAfter = after < ranges.count && ranges[after].lowerBound == height + 1
    switch (joinsBefore, joinsAfter) {
    case (true, true):
      ranges[after - 1] = ranges[after - 1].lowerBound...ranges[after].upperBound
      ranges.remove(at: after)
    case (true, false): ranges[after - 1] = ranges[after - 1].lowerBound...height
    case (false, true): ranges[after] = height...ranges[after].upperBound
    case (false, false): ranges.insert(height...height, at: after)
    }
  }

  /// Whether the height is there.
  public func contains(_ height: Int64) -> Bool { ranges.contains { $0.contains(height) } }

  /// Whether every height of a range is there.
  public func contains(_ range: ClosedRange<Int64>) -> Bool {
    ranges.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
  }

  /// The first heights of a range that are not there, at most `limit` of them.
  public func firstGap(in range: ClosedRange<Int64>, limit: Int64) -> ClosedRange<Int64>? {
    var start = range.lowerBound
    for known in ranges where known.upperBound >= start {
      if known.lowerBound > start {
        let end = min(known.lowerBound - 1, range.upperBound)
        return start > end ? nil : start...min(end, start + limit - 1)
      }
      start = known.upperBound + 1
    }
    return start > range.upperBound ? nil : start...min(range.upperBound, start + limit - 1)
  }

  /// Forgets the heights below one.
  public mutating func forget(below height: Int64) {
    ranges = ranges.compactMap { range in
      range.upperBound < height ? nil : max(height, range.lowerBound)...range.upperBound
    }
  }
}
