public import Quantities

/// One movement that an entry of the journal says has happened.
public struct ExpectedTransfer: Hashable, Sendable {
  /// The entry's line, from 1.
  public let line: Int
  /// The transaction that the entry names.
  public let transaction: Digest
  /// Which way.
  public let direction: WalletTransfer.Direction
  /// With whom; nil for a fee.
  public let counterparty: Address?
  /// How much.
  public let uakt: Int64
  /// The memo that it must bear; nil: any.
  public let memo: String?

  /// Takes every field as it is.
  public init(
    line: Int, transaction: Digest, direction: WalletTransfer.Direction, counterparty: Address?,
    uakt: Int64, memo: String?
  ) {
    self.line = line
    self.transaction = transaction
    self.direction = direction
    self.counterparty = counterparty
    self.uakt = uakt
    self.memo = memo
  }
}
