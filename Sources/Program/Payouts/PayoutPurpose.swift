/// What a payment of the wallet is for.
public enum PayoutPurpose: String, Hashable, Sendable, CaseIterable {
  /// It pays what is due.
  case batch
  /// It sends to the community pool what is neither owed nor committed.
  case `return`
}
