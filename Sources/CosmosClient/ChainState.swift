public import Encoding
public import Quantities

/// A block's header, as far as it is read.
public struct Block: Hashable, Sendable {
  /// The chain's id.
  public let chainID: String
  /// Its height.
  public let height: Int64
  /// Its time, in whole seconds.
  public let time: Timestamp

  /// Where the newest block is asked for.
  public static let latestPath = "/cosmos/base/tendermint/v1beta1/blocks/latest"

  /// Where the block of a height is asked for.
  public static func path(height: Int64) -> String {
    "/cosmos/base/tendermint/v1beta1/blocks/\(height)"
  }

  /// The height in such a path; nil for any other.
  static func height(ofPath path: String) -> Int64? {
    let start = "/cosmos/base/tendermint/v1beta1/blocks/"
    guard path.hasPrefix(start) else { return nil }
    return Int64(path.dropFirst(start.count))
  }

  /// Takes every field as it is.
  public init(chainID: String, height: Int64, time: Timestamp) {
    self.chainID = chainID
    self.height = height
    self.time = time
  }

  /// Reads `sdk_block`, and `block` where an older node has no other.
  public init(_ root: JSONNode) throws(JSONFieldError) {
    var fields = try root.fields()
    let block: JSONNode
    if let current = fields.optionalOrNull("sdk_block") {
      block = current
    } else {
      block = try fields.required("block")
    }
    var header = try block.member("header").fields()
    chainID = try header.required("chain_id").string(limitBytes: 64)
    height = try header.required("height").textNumber()
    time = try header.required("time").textTime()
  }
}

/// An account, as far as it is read.
public struct Account: Hashable, Sendable {
  /// Its address.
  public let address: String
  /// Its number.
  public let number: UInt64
  /// Its next sequence number.
  public let sequence: UInt64
  /// The type of its public key; nil where it never sent anything.
  public let publicKeyType: String?
  /// The key itself in base64; nil for keys made of several.
  public let publicKey: String?

  /// Where it is asked for: flat for every type of account.
  public static func path(_ address: Address) -> String {
    "/cosmos/auth/v1beta1/account_info/\(address)"
  }

  /// Reads `{"info":{…}}`.
  public init(_ root: JSONNode) throws(JSONFieldError) {
    var info = try root.member("info").fields()
    address = try info.required("address").string(limitBytes: 90)
    number = try info.required("account_number").textNumber()
    sequence = try info.required("sequence").textNumber()
    guard let key = info.optionalOrNull("pub_key") else {
      publicKeyType = nil
      publicKey = nil
      return
    }
    var fields = try key.fields()
    publicKeyType = try fields.required("@type").string(limitBytes: 128)
    publicKey = try fields.optionalOrNull("key")?.string(limitBytes: 128)
  }
}

/// A proposal of the chain's governance, as far as it is read.
public struct Proposal: Hashable, Sendable {
  /// Its number.
  public let id: UInt64
  /// `PROPOSAL_STATUS_PASSED` and its like.
  public let status: String
  /// Its title.
  public let title: String
  /// What it would pay from the community's pool, in the order of its messages.
  public let spends: [Spend]
  /// When the vote ends or ended; nil while deposits are waited for.
  public let votingEnds: Timestamp?
  /// The votes as they were counted at the end; all zero before.
  public let finalTally: ProposalTally
  /// Why it could not be carried out though it passed; mostly empty.
  public let failedReason: String

  /// One payment from the community's pool.
  public struct Spend: Hashable, Sendable {
    /// The account that is paid.
    public let recipient: String
    /// How much.
    public let amount: [Coin]
  }

  /// Where it is asked for.
  public static func path(_ id: UInt64) -> String { "/cosmos/gov/v1/proposals/\(id)" }

  /// Reads `{"proposal":{…}}`.
  public init(_ root: JSONNode) throws(JSONFieldError) {
    var fields = try root.member("proposal").fields()
    id = try fields.required("id").textNumber()
    status = try fields.required("status").string(limitBytes: 64)
    title = try fields.optionalOrNull("title")?.string() ?? ""
    votingEnds = try fields.optionalOrNull("voting_end_time")?.textTime()
    finalTally =
      try fields.optionalOrNull("final_tally_result").map(ProposalTally.init(counts:))
      ?? ProposalTally()
    failedReason = try fields.optionalOrNull("failed_reason")?.string() ?? ""
    var spends: [Spend] = []
    for message in try fields.required("messages").array() {
      var inside = try message.fields()
      let type = try inside.required("@type").string(limitBytes: 256)
      guard type == "/cosmos.distribution.v1beta1.MsgCommunityPoolSpend" else { continue }
      spends.append(
        Spend(
          recipient: try inside.required("recipient").string(limitBytes: 90),
          amount: try inside.required("amount").array(of: Coin.init)))
    }
    self.spends = spends
  }
}

extension ChainClient {
  /// The newest block.
  public func latestBlock() async throws(ChainFailure) -> Block {
    try await get(Block.latestPath, Block.init)
  }

  /// The block of a height.
  public func block(height: Int64) async throws(ChainFailure) -> Block {
    try await getAgreed(Block.path(height: height), about: height, Block.init)
  }

  /// An account at a height, or at the newest; nil where the address was never used.
  public func account(
    _ address: Address, height: Int64? = nil
  ) async throws(ChainFailure) -> Account? {
    do {
      return try await get(Account.path(address), height: height, Account.init)
    } catch .notFound {
      return nil
    }
  }

  /// All balances of an account at a height, or at the newest.
  public func balances(
    of address: Address, height: Int64? = nil
  ) async throws(ChainFailure) -> [Coin] {
    try await getAll(
      "/cosmos/bank/v1beta1/balances/\(address)", entries: "balances", height: height, Coin.init)
  }

  /// What the community's pool holds.
  public func communityPool(height: Int64? = nil) async throws(ChainFailure) -> [DecimalCoin] {
    try await get("/cosmos/distribution/v1beta1/community_pool", height: height) {
      root throws(JSONFieldError) in try root.member("pool").array(of: DecimalCoin.init)
    }
  }

  /// A proposal; nil where there is none of that number.
  public func proposal(_ id: UInt64) async throws(ChainFailure) -> Proposal? {
    do {
      return try await get(Proposal.path(id), Proposal.init)
    } catch .notFound {
      return nil
    }
  }

  /// The votes on a proposal as they stand now; nil where there is none of that number.
  public func tally(ofProposal id: UInt64) async throws(ChainFailure) -> ProposalTally? {
    do {
      return try await get(Proposal.path(id) + "/tally", ProposalTally.init(_:))
    } catch .notFound {
      return nil
    }
  }
}
