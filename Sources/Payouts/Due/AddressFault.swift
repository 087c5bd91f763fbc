/// Why an address cannot be paid; one bad address never blocks the others.
public enum AddressFault: String, Hashable, Sendable, CaseIterable {
  /// Its structure or checksum is wrong.
  case malformed
  /// It belongs to another network.
  case otherNetwork = "other-network"
  /// It is a module's account: a transfer to it fails the whole transaction.
  case moduleAccount = "module-account"
  /// It is the wallet that pays.
  case ownWallet = "own-wallet"
}
