import Quantities

/// Splits a whole amount over parts in a fixed order, so that the parts add up to it exactly.
///
/// Law 1, with w the parts' weights in their order and W their sum:
///
///     part(j) = ⌊amount · (w₁ + … + wⱼ) / W⌋ − ⌊amount · (w₁ + … + wⱼ₋₁) / W⌋
///     Σ part(j) = amount
///
/// So a part is at most one unit away from its exact share.
public struct CumulativeSplit: Sendable {
  /// What is split.
  public let amount: UInt64
  /// The sum of all weights.
  public let totalWeight: UInt128
  private var passedWeight: UInt128 = 0
  private var passedAmount: UInt64 = 0

  /// Begins a split; with a total weight of 0 every part is 0.
  public init(amount: UInt64, totalWeight: UInt128) {
    self.amount = amount
    self.totalWeight = totalWeight
  }

  /// The next part; weights beyond the stated total give the rest and then nothing.
  public mutating func next(weight: UInt128) -> UInt64 {
    let (sum, overflow) = passedWeight.addingReportingOverflow(weight)
    passedWeight = overflow ? totalWeight : min(sum, totalWeight)
    // The weight passed is at most the total, so that the quotient is at most the amount.
    let reached =
      passedWeight == totalWeight && totalWeight > 0
      ? amount : mulDivFloor(UInt128(amount), passedWeight, totalWeight).map { UInt64($0) } ?? 0
    let part = reached - passedAmount
    passedAmount = reached
    return part
  }

  /// All parts, in the order of the weights; nil if their sum leaves 128 bits.
  public static func parts(of amount: UInt64, weights: [UInt128]) -> [UInt64]? {
    var total: UInt128 = 0
    for weight in weights {
      let (sum, overflow) = total.addingReportingOverflow(weight)
      guard !overflow else { return nil }
      total = sum
    }
    var split = CumulativeSplit(amount: amount, totalWeight: total)
    return weights.map { split.next(weight: $0) }
  }
}
