public import CosmosTx
import Quantities

/// The account that pays: what its sign bytes are made for.
public struct WalletAccount: Hashable, Sendable {
  /// Its address.
  public let address: AccountAddress
  /// The chain.
  public let chainID: ChainID
  /// Its number on that chain, which never changes.
  public let number: UInt64
  /// Its key, which recognises its payments in whatever bytes they come; nil where that is taken
  /// from the signed transactions that are stored.
  public let key: AccountKey?

  /// Takes every field as it is.
  public init(
    address: AccountAddress, chainID: ChainID, number: UInt64, key: AccountKey? = nil
  ) {
    self.key = key
    self.address = address
    self.chainID = chainID
    self.number = number
  }

  /// The place of a signature of its next turn.
  public func position(sequence: UInt64) -> SignerPosition {
    SignerPosition(chainID: chainID, accountNumber: number, sequence: sequence)
  }
}
