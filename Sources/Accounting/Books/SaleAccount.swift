/// What sales of tokens brought: the closed set of accounts under `sales`, in USD.
public enum SaleAccount: String, Hashable, Sendable, CaseIterable {
  /// What buyers paid; a source, so that its balance is negative.
  case proceeds
  /// Sent on to payees.
  case paidOut = "paid-out"
  /// What selling cost.
  case fees
  /// At hand.
  case inHand = "in-hand"
}
