import Quantities

/// Shares a pot in proportion to weights, nobody above its cap.
///
/// There is one level λ for which this holds, and it is found by filling up in ascending order of
/// cap/weight, compared by cross-multiplication (law 11):
///
///     share(b) = min(cap(b), λ · weight(b)),   Σ share(b) = pot   unless everybody is capped
///
/// Law 3: equal weights and caps mean equal shares; one more unit of weight never lowers a share.
/// Law 2: the order of the claimants decides nothing.
public struct CappedShares: Hashable, Sendable {
  /// One who has a share.
  public struct Claimant: Hashable, Sendable {
    /// The weight; with weight 0 it takes no part.
    public let weight: UInt128
    /// The most that it may get, in the pot's unit; nil: no cap.
    public let cap: UInt128?

    /// Joins a weight and a cap.
    public init(weight: UInt128, cap: UInt128?) {
      self.weight = weight
      self.cap = cap
    }
  }

  /// Weights and pots stay below this, so that no product with a factor of 3,600 leaves 128 bits.
  public static let limit: UInt128 = 1 << 115

  /// Per claimant: its cap where the cap binds, nil where it shares in the rest.
  public let bindingCaps: [UInt128?]
  /// What is left of the pot for those who are not capped.
  public let rest: UInt128
  /// The weight of those who are not capped; 0: the rest is nobody's.
  public let restWeight: UInt128

  /// Finds the level; nil when the pot or the total weight reaches `limit`.
  public init?(pot: UInt128, claimants: [Claimant]) {
    guard pot < Self.limit else { return nil }
    var weight: UInt128 = 0
    for claimant in claimants {
      let (sum, overflow) = weight.addingReportingOverflow(claimant.weight)
      guard !overflow, sum < Self.limit else { return nil }
      weight = sum
    }
    var rest = pot
    var caps = [UInt128?](repeating: nil, count: claimants.count)
    for (index, cap) in Self.ascending(claimants, pot: pot) {
      let claimant = claimants[index]
      guard compareProducts(cap, weight, rest, claimant.weight) != .greater else { break }
      caps[index] = cap
      // cap · W ≤ R · w and w ≤ W, so that cap ≤ R.
      rest -= cap
      weight -= claimant.weight
    }
    bindingCaps = caps
    self.rest = rest
    restWeight = weight
  }

  /// The claimants with weight and cap, by cap/weight; equal ones all bind or none does.
  ///
  /// A cap above the pot can never bind; it is lowered to just above, where products are safe.
  private static func ascending(
    _ claimants: [Claimant], pot: UInt128
  ) -> [(index: Int, cap: UInt128)] {
    var capped: [(index: Int, cap: UInt128)] = []
    for (index, claimant) in claimants.enumerated() where claimant.weight > 0 {
      if let cap = claimant.cap { capped.append((index, min(cap, pot + 1))) }
    }
    capped.sort { left, right in
      productIsLess(
        left.cap, claimants[right.index].weight, than: right.cap, claimants[left.index].weight)
    }
    return capped
  }

  /// ⌊share / divisor⌋ of a part of claimant `index`'s weight: the one floor (law 3).
  ///
  /// The divisor is at most 3,600; the weight is at most the claimant's own.
  public func floor(
    weight: UInt128, of claimantWeight: UInt128, at index: Int, over divisor: UInt128
  ) -> UInt128 {
    precondition(divisor > 0 && divisor <= 3_600, "Shares are counted in up to 1/3,600 of a unit.")
    guard weight > 0 else { return 0 }
    if let cap = bindingCaps[index] {
      return mulDivFloor(cap, weight, claimantWeight * divisor) ?? 0
    }
    return mulDivFloor(rest, weight, restWeight * divisor) ?? 0
  }
}
