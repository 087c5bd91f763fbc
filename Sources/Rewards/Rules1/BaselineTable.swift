import Policy
import Quantities

/// The units that were there before the program, by provider and class (O-37).
struct BaselineTable {
  private let keys: [UInt64]
  private let units: [Int]
  /// Whether the pool makes a difference.
  let isActive: Bool

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

  /// How many units of a claim's provider and class are *before*; nil: the pool makes no
  /// difference.
  func units(_ claim: Claim) -> Int? {
    isActive ? baselineUnits(Self.key(claim.provider, claim.gpuClass)) : nil
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
