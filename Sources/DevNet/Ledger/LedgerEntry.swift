/// What the chain holds under an address: perhaps an account, and coins.
struct LedgerEntry: Hashable, Sendable {
  var account: LedgerAccount?
  var coins = Coins()
}

/// An account: its number never changes, its sequence counts what it sent.
struct LedgerAccount: Hashable, Sendable {
  let number: UInt64
  var sequence: UInt64
  /// The key that it showed with its first transaction.
  var key: AccountKey?
}
