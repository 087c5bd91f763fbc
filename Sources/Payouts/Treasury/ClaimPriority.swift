import Quantities

/// Serves claims level by level where there is not enough (treasury's haircut).
///
/// The first level that cannot be borne in full shares `⌊left · u / U⌋`, later ones get nothing:
/// equal claims of a level get equal amounts, and the dust stays in the wallet.
public enum ClaimPriority {
  /// What each claim gets; `levels` names each claim's level, 0 first. Negative claims get 0.
  public static func served(
    _ claims: [Int64], levels: [Int], availableMicros: Int64
  ) -> [Int64] {
    precondition(claims.count == levels.count, "Every claim has a level.")
    var granted = [Int64](repeating: 0, count: claims.count)
    var left = UInt128(max(0, availableMicros).magnitude)
    var order = claims.indices.filter { claims[$0] > 0 }.sorted { levels[$0] < levels[$1] }[...]
    while let first = order.first {
      let level = order.prefix { levels[$0] == levels[first] }
      let total = level.reduce(UInt128(0)) { $0 + UInt128(claims[$1].magnitude) }
      guard total > left else {
        for index in level { granted[index] = claims[index] }
        left -= total
        order = order.dropFirst(level.count)
        continue
      }
      for index in level {
        let part = mulDivFloor(left, UInt128(claims[index].magnitude), total) ?? 0
        granted[index] = Int64(part)
      }
      return granted
    }
    return granted
  }
}
