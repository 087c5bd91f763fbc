public import CosmosClient
public import Encoding
import Quantities

/// An account of the chain's escrow: the money behind a deployment or a bid.
public struct EscrowAccount: Hashable, Sendable {
  /// What it stands behind: `deployment` or `bid`.
  public let scope: String
  /// Of which one: `owner/dseq`.
  public let id: String
  /// Who paid it in.
  public let owner: String
  /// Where it stands.
  public let state: State
  /// What it holds; below zero where it is overdrawn.
  public let funds: [DecimalCoin]
  /// What was paid out of it so far.
  public let transferred: [DecimalCoin]
  /// The height at which that was last brought up to date.
  public let settledAt: Int64
  /// Who paid into it, by grants too; each as often as it did.
  public let depositors: [String]

  /// Where an account can stand.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// It pays.
    case open
    /// It ended.
    case closed
    /// It ran dry.
    case overdrawn
  }

  /// Where all are listed.
  public static let listPath = "/akash/escrow/v1/types/accounts"

  /// Reads one element of the list, or `escrow_account` of a deployment.
  public init(_ node: JSONNode) throws(JSONFieldError) {
    var outer = try node.fields()
    var id = try outer.required("id").fields()
    scope = try id.required("scope").string(limitBytes: 64)
    self.id = try id.required("xid").string(limitBytes: 512)
    var inside = try outer.required("state").fields()
    owner = try inside.required("owner").string(limitBytes: 90)
    state = try Self.state(try inside.required("state"))
    funds = try inside.required("funds").array(limit: 64, of: DecimalCoin.init)
    transferred = try inside.required("transferred").array(limit: 64, of: DecimalCoin.init)
    settledAt = try inside.required("settled_at").textNumber()
    depositors =
      try inside.optionalOrNull("deposits")?.array(limit: 1_024) { node throws(JSONFieldError) in
        try node.member("owner").string(limitBytes: 90)
      } ?? []
  }

  static func state(_ node: JSONNode) throws(JSONFieldError) -> State {
    guard let state = State(rawValue: try node.string(limitBytes: 32)) else {
      throw node.error(.refused("no state of an account that is known"))
    }
    return state
  }
}

/// A payment of the chain's escrow: what goes from a deployment's account to a lease's provider.
public struct EscrowPayment: Hashable, Sendable {
  /// The account that pays: `owner/dseq`.
  public let account: String
  /// Which lease of it: `gseq/oseq/provider`.
  public let id: String
  /// Who is paid.
  public let owner: String
  /// Where it stands.
  public let state: EscrowAccount.State
  /// What is paid per block.
  public let rate: DecimalCoin
  /// What is earned and not taken out.
  public let balance: DecimalCoin
  /// What is earned and not paid, because the account ran dry.
  public let unsettled: DecimalCoin
  /// What was taken out so far.
  public let withdrawn: Coin

  /// Reads one element of the list, or `escrow_payment` of a lease.
  public init(_ node: JSONNode) throws(JSONFieldError) {
    var outer = try node.fields()
    var id = try outer.required("id").fields()
    account = try id.required("aid").member("xid").string(limitBytes: 512)
    self.id = try id.required("xid").string(limitBytes: 512)
    var inside = try outer.required("state").fields()
    owner = try inside.required("owner").string(limitBytes: 90)
    state = try EscrowAccount.state(try inside.required("state"))
    rate = try DecimalCoin(try inside.required("rate"))
    balance = try DecimalCoin(try inside.required("balance"))
    unsettled = try DecimalCoin(try inside.required("unsettled"))
    withdrawn = try Coin(try inside.required("withdrawn"))
  }
}

extension ChainClient {
  /// Accounts of the escrow in a state, or those of one `owner/dseq`; those that cannot be read are
  /// left out.
  public func escrowAccounts(
    state: EscrowAccount.State? = nil, id: String? = nil, height: Int64
  ) async throws(ChainFailure) -> ChainList<EscrowAccount> {
    try await getEachOfThisRelease(
      EscrowAccount.listPath, filters: Self.escrow(state, id), entries: "accounts",
      height: height, EscrowAccount.init)
  }

  /// Payments of the escrow in a state, or those of one account.
  public func escrowPayments(
    state: EscrowAccount.State? = nil, id: String? = nil, height: Int64
  ) async throws(ChainFailure) -> [EscrowPayment] {
    try await getAll(
      "/akash/escrow/v1/types/payments", filters: Self.escrow(state, id), entries: "payments",
      height: height, EscrowPayment.init)
  }

  private static func escrow(
    _ state: EscrowAccount.State?, _ id: String?
  ) -> [(String, String)] {
    [("state", state?.rawValue), ("xid", id)].compactMap { pair in pair.1.map { (pair.0, $0) } }
  }
}
