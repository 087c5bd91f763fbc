/// What a signature is good for besides the transaction itself: one chain, one account, one turn.
public struct SignerPosition: Hashable, Sendable {
  /// The chain.
  public let chainID: ChainID
  /// The account's number on the chain.
  public let accountNumber: UInt64
  /// How many transactions the account sent before.
  public let sequence: UInt64

  /// Joins the three.
  public init(chainID: ChainID, accountNumber: UInt64, sequence: UInt64) {
    self.chainID = chainID
    self.accountNumber = accountNumber
    self.sequence = sequence
  }
}
