public import Quantities

/// One movement of the wallet's tokens as the chain shows it.
public struct WalletTransfer: Hashable, Sendable {
  /// Which way.
  public enum Direction: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Into the wallet.
    case incoming = "in"
    /// Out of it.
    case outgoing = "out"
    /// Out of it, to the network.
    case fee

    /// Orders by position in the list.
    public static func < (left: Direction, right: Direction) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  /// The transaction's hash.
  public let transaction: Digest
  /// Its block.
  public let height: Int64
  /// Which way.
  public let direction: Direction
  /// With whom; nil for a fee.
  public let counterparty: Address?
  /// How much, above 0.
  public let uakt: Int64
  /// The transaction's memo.
  public let memo: String

  /// Takes every field as it is.
  public init(
    transaction: Digest, height: Int64, direction: Direction, counterparty: Address?, uakt: Int64,
    memo: String
  ) {
    self.transaction = transaction
    self.height = height
    self.direction = direction
    self.counterparty = counterparty
    self.uakt = uakt
    self.memo = memo
  }
}
