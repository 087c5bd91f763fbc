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
  /// The baseline's units less the fewest that the earlier claims of the same provider, class and
  /// pool have in force together at any second of this one: neither an amendment, whose claims
  /// follow each other, nor a claim of a moment uses up more than it holds throughout.
  func unitsBefore(
    _ group: ArraySlice<ClaimOrder.Entry>, at index: Int, _ context: CloseContext
  ) -> Int? {
    guard isActive else { return nil }
    let units = baselineUnits(group[index].group)
    guard units > 0 else { return 0 }
    let claim = context.claims[group[index].claim]
    let earlier = group[group.startIndex..<index].map { context.claims[$0.claim] }
      .filter { $0.pool == claim.pool }
    let start = max(claim.from, context.span.start)
    let end = min(claim.until, context.span.end)
    guard start < end, !earlier.isEmpty else { return units }
    // The sum changes only where an earlier claim begins or ends.
    let moments =
      [start] + earlier.flatMap { [$0.from, $0.until] }.filter { start < $0 && $0 < end }
    let fewest = moments.map { moment in
      earlier.reduce(0) { $0 + ($1.from <= moment && moment < $1.until ? $1.units : 0) }
    }.min()
    return max(0, units - (fewest ?? 0))
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
