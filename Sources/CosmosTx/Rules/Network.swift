public import Keys
import Quantities

/// What a network takes: how its addresses begin, what is paid in, and who cannot receive.
public struct Network: Hashable, Sendable {
  /// How addresses begin.
  public let prefix: String
  /// What is paid in.
  public let payment: Denomination
  /// The accounts of the chain's own modules, none of which can receive, by name.
  public let modules: [Module]

  /// A module's name and account.
  public struct Module: Hashable, Sendable {
    /// The name, from which the address is made.
    public let name: String
    /// The account.
    public let address: AccountAddress
  }

  /// Names a network by its prefix and its modules.
  public init(
    prefix: String, payment: Denomination, modules names: [String]
  ) throws(Bech32Error) {
    self.prefix = prefix
    self.payment = payment
    var modules: [Module] = []
    for name in names {
      modules.append(
        Module(name: name, address: try Self.moduleAddress(name, prefix: prefix)))
    }
    self.modules = modules
  }

  /// A module's account: the first 20 bytes of SHA-256 of its name.
  public static func moduleAddress(
    _ name: String, prefix: String
  ) throws(Bech32Error) -> AccountAddress {
    try AccountAddress(
      prefix: prefix, payload: Array(Sha256.digest(of: Array(name.utf8)).bytes[..<20]))
  }

  /// The modules of Akash that have accounts.
  public static let akashModules = [
    "fee_collector", "distribution", "mint", "bonded_tokens_pool", "not_bonded_tokens_pool", "gov",
    "transfer", "escrow", "bme",
  ]

  /// Akash, its main network and its sandboxes, by the prefix that all share.
  public static let akash: Network = {
    do {
      return try Network(prefix: "akash", payment: .uakt, modules: akashModules)
    } catch {
      preconditionFailure("Every name has an address under akash.")
    }
  }()

  /// Why an address cannot be paid; nil for one that can.
  public func refusal(ofPayee payee: AccountAddress) -> TxFault? {
    if let fault = refusal(of: payee) { return fault }
    guard let module = modules.first(where: { $0.address == payee }) else { return nil }
    return .moduleAccount(module.name)
  }

  /// Why an address is not one of this network; nil for one that is.
  func refusal(of address: AccountAddress) -> TxFault? {
    let length = prefix.utf8.count
    let isOurs =
      address.bytes.starts(with: prefix.utf8) && address.bytes.count > length
      && address.bytes[length] == UInt8(ascii: "1")
      && !address.bytes[(length + 1)...].contains(UInt8(ascii: "1"))
    return isOurs ? nil : .prefix(expected: prefix)
  }

  /// Why coins cannot be what is paid; nil for those that can.
  public func refusal(ofPayment coins: [Coin]) -> TxFault? {
    for coin in coins where coin.denomination != payment {
      return coin.denomination == .uact
        ? .actDenomination : .otherDenomination(coin.denomination.text)
    }
    return coins.count == 1 ? nil : .coinsNotSorted
  }
}
