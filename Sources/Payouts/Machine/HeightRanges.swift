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
    // Counted from what is below, so that no height, however high, overflows.
    let joinsBefore = after > 0 && ranges[after - 1].upperBound + 1 == height
    let joinsAfter = after < ranges.count && ranges[after].lowerBound - 1 == height
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
        return Self.first(start, upTo: min(known.lowerBound - 1, range.upperBound), limit)
      }
      guard known.upperBound < range.upperBound else { return nil }
      start = known.upperBound + 1
    }
    return Self.first(start, upTo: range.upperBound, limit)
  }

  /// At most so many heights from one on.
  private static func first(
    _ start: Int64, upTo end: Int64, _ limit: Int64
  ) -> ClosedRange<Int64> {
    let (last, isOver) = start.addingReportingOverflow(limit - 1)
    return start...(isOver ? end : min(end, last))
  }

  /// Forgets the heights below one.
  public mutating func forget(below height: Int64) {
    ranges = ranges.compactMap { range in
      range.upperBound < height ? nil : max(height, range.lowerBound)...range.upperBound
    }
  }
}
