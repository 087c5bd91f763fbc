/// Commitments in dollars ≤ what tranches were worth when they came + ⌊budget · unfunded⌋.
///
/// Commitments are all contracts and caps of campaigns. Of pools in uakt, and of a budget in it,
/// dollars follow from the newest tranche's price; before there is one, they are beyond funding.
public struct FundingStanding: Hashable, Sendable {
  /// What the tranches were worth when they came.
  public let fundedMicros: Int128
  /// The most that may be committed.
  public let limitMicros: Int128
  /// What is committed.
  public let committedMicros: Int128
}
