/// Where the tokens came from and went: the closed set of accounts under `tokens`, in uakt.
public enum TokenAccount: String, Hashable, Sendable, CaseIterable {
  /// Funding; a source, so that its balance is negative.
  case received
  /// What funded machines earned and sent back; a source too.
  case revenue
  /// At hand.
  case wallet
  /// Sent to payees.
  case paid
  /// Sold for dollars.
  case sold
  /// Transaction fees.
  case fees
  /// Sent back to the community.
  case returned
}
