public import CosmosClient
public import Encoding

/// The market's parameters, as far as they are read.
public struct MarketParameters: Hashable, Sendable {
  /// What a bid must leave as a deposit, by denomination; whoever wins gets it back.
  public let bidDeposits: [Coin]
  /// The most bids of an order.
  public let orderBids: UInt32

  /// Where they are asked for.
  public static let path = "/akash/market/v1beta5/params"

  /// Reads `{"params":{…}}`; a node of an earlier release has one deposit and no list.
  public init(_ root: JSONNode) throws(JSONFieldError) {
    var fields = try root.member("params").fields()
    orderBids = try fields.required("order_max_bids").integer(UInt32.self)
    let single = try fields.optionalOrNull("bid_min_deposit").map(Coin.init)
    let list = try fields.optionalOrNull("bid_min_deposits")?.array(limit: 64, of: Coin.init)
    bidDeposits = list ?? single.map { [$0] } ?? []
  }
}

/// An order as the chain has it: what a tenant asks for.
public struct OrderRecord: Hashable, Sendable {
  /// The tenant.
  public let owner: String
  /// The deployment's number.
  public let deployment: UInt64
  /// The group's number.
  public let group: UInt32
  /// The order's number.
  public let order: UInt32
  /// Open, active or closed; dead ones stand as open for long.
  public let state: String
  /// The height at which it was made.
  public let createdAt: Int64
  /// The GPUs that it asks for.
  public let requests: [RequestedGPUs]

  /// Reads one element of the list.
  public init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    var id = try fields.required("id").fields()
    owner = try id.required("owner").string(limitBytes: 90)
    deployment = try id.required("dseq").textNumber()
    group = try id.required("gseq").integer(UInt32.self)
    order = try id.required("oseq").integer(UInt32.self)
    state = try fields.required("state").string(limitBytes: 32)
    createdAt = try fields.required("created_at").textNumber()
    requests = try RequestedGPUs.list(
      try fields.required("spec").member("resources"), key: "resource")
  }
}

extension ChainClient {
  /// The market's parameters.
  public func marketParameters(
    height: Int64? = nil
  ) async throws(ChainFailure) -> MarketParameters {
    try await get(MarketParameters.path, height: height, MarketParameters.init)
  }

  /// Orders in a state at a height, of one tenant or all.
  public func orders(
    owner: String? = nil, state: String, height: Int64
  ) async throws(ChainFailure) -> [OrderRecord] {
    let filters =
      owner.map { [("filters.owner", $0), ("filters.state", state)] } ?? [("filters.state", state)]
    return try await getAll(
      "/akash/market/v1beta5/orders/list", filters: filters, entries: "orders", height: height,
      OrderRecord.init)
  }
}
