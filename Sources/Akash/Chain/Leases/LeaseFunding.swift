import CosmosClient
import Encoding

/// Whether a lease was paid for in a slot, and with what.
///
/// Escrow is settled only when somebody touches it: a lease runs on by its state while its account
/// is long empty, and says its price. And credits that a provider earned cost nobody anything when
/// they are spent again, so that two wallets could lease to each other with the same money for
/// ever.
public struct LeaseFunding: Hashable, Sendable {
  /// Whether the deployment's account paid for every block up to the slot's last, for all of its
  /// leases.
  public let isPaid: Bool
  /// Whether whoever paid in had to mint: neither the tenant nor a depositor is a provider.
  public let isMinted: Bool

  /// Nothing that could be read says that anybody pays.
  public static let none = LeaseFunding(isPaid: false, isMinted: false)

  /// Takes both as they are.
  public init(isPaid: Bool, isMinted: Bool) {
    self.isPaid = isPaid
    self.isMinted = isMinted
  }
}

/// The accounts of escrow at one height, the leases that draw on them, and who is a provider there.
struct FundingTable: Sendable {
  private let height: Int64
  private let providers: Set<String>
  private var accounts: [String: EscrowAccount] = [:]
  /// What all running leases of an account take of it per block, by account and denomination.
  private var rates: [String: [String: Int128]] = [:]

  init(
    height: Int64, listed: [EscrowAccount], providers: Set<String>, running: [LeaseRecord]
  ) {
    self.height = height
    self.providers = providers
    for account in listed where account.scope == "deployment" {
      accounts[account.id] = account
    }
    for lease in running {
      let price = lease.pricePerBlock
      let sum = rates[lease.id.account]?[price.denomination] ?? 0
      let (next, isOver) = sum.addingReportingOverflow(price.scaled)
      rates[lease.id.account, default: [:]][price.denomination] = isOver ? .max : next
    }
  }

  /// A lease that runs at the height.
  func funding(ofRunning lease: LeaseRecord) -> LeaseFunding {
    guard let account = accounts[lease.id.account], account.state == .open else { return .none }
    let denomination = lease.pricePerBlock.denomination
    let rate = rates[lease.id.account]?[denomination] ?? 0
    return LeaseFunding(
      isPaid: account.pays(rate, of: denomination, until: height), isMinted: isMinted(lease.id))
  }

  /// A lease that ended by the height: its account was settled then, and had to hold enough.
  func funding(ofEnded lease: LeaseRecord) -> LeaseFunding {
    LeaseFunding(isPaid: lease.state == .closed, isMinted: isMinted(lease.id))
  }

  private func isMinted(_ id: LeaseID) -> Bool {
    guard let account = accounts[id.account] else { return false }
    return ([id.owner, account.owner] + account.depositors).allSatisfy { !providers.contains($0) }
  }
}

extension EscrowAccount {
  /// Whether it holds enough for a rate per block from when it was settled until a height.
  func pays(_ rate: Int128, of denomination: String, until height: Int64) -> Bool {
    guard rate > 0 else { return true }
    var held: Int128 = 0
    for coin in funds where coin.denomination == denomination {
      let (sum, isOver) = held.addingReportingOverflow(coin.scaled)
      guard !isOver else { return false }
      held = sum
    }
    return held >= 0 && held / rate >= Int128(height) - Int128(settledAt)
  }
}

extension LeaseID {
  /// The account of escrow that pays for it.
  var account: String { "\(owner)/\(deployment)" }
}

extension ChainClient {
  /// The owners of all providers at a height, those too whose records cannot be read further: who
  /// writes a record that nobody can read is a provider all the same.
  func providerOwners(height: Int64) async throws(ChainFailure) -> Set<String> {
    let owners = try await getEach(
      ProviderRecord.listPath, entries: "providers", height: height
    ) { node throws(JSONFieldError) in try node.member("owner").string(limitBytes: 90) }
    return Set(owners.entries)
  }
}
