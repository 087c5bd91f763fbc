import Encoding
import Quantities

extension PolicyChecker {
  /// The bound of rules 1: weights over an epoch for a million units stay below 2^115.
  private static let limitWeight = UInt128(1) << 115

  /// Class weights, and the bound of all factors together.
  mutating func checkWeights(_ context: PoolContext) {
    let pool = context.pool
    guard pool.kind == .epoch else { return }
    for (index, entry) in pool.classWeights.enumerated() where entry.weight == .zero {
      add(
        .weightZero, at: context.at("classWeights", element: index),
        ["pool": context.name, "class": .text(entry.pattern.text)])
    }
    if !pool.classWeights.isEmpty,
      !pool.classWeights.contains(where: { $0.pattern.isEverything })
    {
      add(.classNotWeighted, at: context.at("classWeights"), ["pool": context.name])
    }
    let longest =
      (1...max(1, min(context.calendar.count, 400)))
      .compactMap { context.calendar.epoch($0)?.seconds }.max() ?? 0
    guard highestWeight(pool, seconds: longest) == nil else { return }
    add(
      .weightsOverflow, at: context.at("classWeights"),
      ["pool": context.name, "seconds": .count(Int128(longest))])
  }

  /// The greatest weight that a million units can reach in an epoch; nil at 2^115 and beyond.
  private func highestWeight(_ pool: PoolPolicy, seconds: Int64) -> UInt128? {
    let curve = pool.uptime.curve.map { step -> UInt64 in
      switch step.factor {
      case .fixed(let factor): max(factor.ppm, Ratio.ppmPerOne)
      case .proportional: Ratio.ppmPerOne
      }
    }
    let factors: [UInt64] = [
      pool.classWeights.map(\.weight.ppm).max() ?? 1, pool.sizeClasses.map(\.factor.ppm).max() ?? 1,
      pool.baseline == nil ? 1 : Ratio.ppmPerOne, curve.max() ?? 1, UInt64(PolicyBounds.units),
      UInt64(max(0, seconds)),
    ]
    var product: UInt128 = 1
    for factor in factors {
      let (next, overflow) = product.multipliedReportingOverflow(by: UInt128(factor))
      guard !overflow, next < Self.limitWeight else { return nil }
      product = next
    }
    return product
  }
}
