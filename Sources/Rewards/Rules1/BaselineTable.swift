import Policy
import Quantities

/// The units that were there before the program, by provider and class (O-37).
struct BaselineTable {
  private let keys: [UInt64]
  private let units: [Int]
  private let isActive: Bool

  init(_ context: CloseContext) {
    let rule = context.pool.baseline?.rule
    isActive = context.pool.kind == .epoch && (rule == BaselineRule.Rule.none || rule == .reduced)
    let baselines = isActive ? context.input.baselines : []
    let sorted = baselines.map { (Self.key($0.provider, $0.gpuClass), $0.units) }.sorted(by: <)
    keys = sorted.map(\.0)
    units = sorted.map(\.1)
  }

  private static func key(_ provider: ProviderIndex, _ gpuClass: ClassIndex) -> UInt64 {
    UInt64(provider.rawValue) << 32 | UInt64(gpuClass.rawValue)
  }

  /// How many of a claim's first units are *before*; nil: the pool makes no difference.
  ///
  /// The baseline's units less those of the earlier claims of the same provider, class and pool
  /// that hold all of this one's seconds in the epoch, so that a moment's claim uses up nothing.
  func unitsBefore(
    _ group: ArraySlice<ClaimOrder.Entry>, at index: Int, _ context: CloseContext
  ) -> Int? {
    guard isActive else { return nil }
    var left = baselineUnits(group[index].group)
    let claim = context.claims[group[index].claim]
    for entry in group[group.startIndex..<index] where left > 0 {
      let earlier = context.claims[entry.claim]
      guard earlier.pool == claim.pool, holdsAll(earlier, of: claim, context.span) else {
        continue
      }
      left -= earlier.units
    }
    return max(0, left)
  }

  private func holdsAll(_ earlier: Claim, of claim: Claim, _ span: TimeSpan) -> Bool {
    earlier.from <= max(claim.from, span.start) && earlier.until >= min(claim.until, span.end)
  }

  private func baselineUnits(_ key: UInt64) -> Int {
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && keys[low] == key ? units[low] : 0
  }
}
