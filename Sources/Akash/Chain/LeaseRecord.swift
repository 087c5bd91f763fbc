public import CosmosClient
public import Encoding
import Quantities

/// What tells a lease from all others on the chain.
public struct LeaseID: Hashable, Sendable {
  /// The tenant.
  public let owner: String
  /// The deployment's number.
  public let deployment: UInt64
  /// The group's number.
  public let group: UInt32
  /// The order's number.
  public let order: UInt32
  /// The provider's owner.
  public let provider: String
  /// The bid's number.
  public let bid: UInt32

  /// Takes every field as it is.
  public init(
    owner: String, deployment: UInt64, group: UInt32, order: UInt32, provider: String, bid: UInt32
  ) {
    self.owner = owner
    self.deployment = deployment
    self.group = group
    self.order = order
    self.provider = provider
    self.bid = bid
  }

  init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    owner = try fields.required("owner").string(limitBytes: 90)
    deployment = try fields.required("dseq").textNumber()
    group = try fields.required("gseq").integer(UInt32.self)
    order = try fields.required("oseq").integer(UInt32.self)
    provider = try fields.required("provider").string(limitBytes: 90)
    bid = try fields.optionalOrNull("bseq")?.integer(UInt32.self) ?? 0
  }
}

/// A lease as the chain has it; it says nothing of hardware.
public struct LeaseRecord: Hashable, Sendable {
  /// Which lease.
  public let id: LeaseID
  /// Where it stands.
  public let state: State
  /// What it costs per block.
  public let pricePerBlock: DecimalCoin
  /// The height at which it began.
  public let createdAt: Int64
  /// The height at which it ended; nil while it runs.
  public let closedAt: Int64?
  /// Why it ended, in the chain's word.
  public let reason: String
  /// What its provider took out so far; it lags until something settles the account.
  public let withdrawn: Coin?

  /// Where a lease can stand.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// It runs.
    case active
    /// Its account ran dry: nothing is paid.
    case insufficientFunds = "insufficient_funds"
    /// It ended.
    case closed
    /// Its provider gave notice; it is paid until the end.
    case reclaiming

    /// Whether the provider is paid for it.
    public var isPaid: Bool { self == .active || self == .reclaiming }
  }

  /// Reads one element of the list.
  public init(_ node: JSONNode) throws(JSONFieldError) {
    var outer = try node.fields()
    var lease = try outer.required("lease").fields()
    id = try LeaseID(try lease.required("id"))
    let word = try lease.required("state")
    guard let state = State(rawValue: try word.string(limitBytes: 64)) else {
      throw word.error(.refused("no state of a lease that is known"))
    }
    self.state = state
    pricePerBlock = try DecimalCoin(try lease.required("price"))
    createdAt = try lease.required("created_at").textNumber()
    let closed: Int64 = try lease.required("closed_on").textNumber()
    closedAt = closed == 0 ? nil : closed
    reason = try lease.optionalOrNull("reason")?.string(limitBytes: 64) ?? ""
    guard let payment = outer.optionalOrNull("escrow_payment") else {
      withdrawn = nil
      return
    }
    var state2 = try payment.member("state").fields()
    withdrawn = try state2.optionalOrNull("withdrawn").map(Coin.init)
  }

  /// The blocks of a stretch of heights in which the lease ran: `[from, to)`.
  public func blocks(from: Int64, to: Int64) -> Int64 {
    max(0, min(to, closedAt ?? to) - max(from, createdAt))
  }
}

/// The GPUs that a bid or a deployment's group names.
public struct RequestedGPUs: Hashable, Sendable {
  /// How many, over all instances.
  public let count: UInt64
  /// What they may be: `vendor/nvidia/model/h100/ram/80Gi/interface/sxm`, perhaps `model/*`.
  public let attributes: [ChainAttribute]

  /// Takes every field as it is.
  public init(count: UInt64, attributes: [ChainAttribute]) {
    self.count = count
    self.attributes = attributes
  }

  /// Whether it takes any model.
  public var isWildcard: Bool {
    attributes.isEmpty || attributes.contains { $0.key.contains("model/*") }
  }

  /// Reads what `resources_offer` and `group_spec.resources` have in common; those without GPUs
  /// are left out.
  static func list(_ node: JSONNode?, key: String) throws(JSONFieldError) -> [RequestedGPUs] {
    guard let node else { return [] }
    var list: [RequestedGPUs] = []
    for element in try node.array(limit: 4_096) {
      var fields = try element.fields()
      let instances = try fields.required("count").integer(UInt64.self, in: 0...1_000_000)
      var resource = try fields.required(key).fields()
      guard let gpu = resource.optionalOrNull("gpu") else { continue }
      var inside = try gpu.fields()
      let units: UInt64 = try inside.required("units").member("val").textNumber()
      let (count, overflow) = units.multipliedReportingOverflow(by: instances)
      guard !overflow else { throw gpu.error(.refused("more GPUs than can be counted")) }
      guard count > 0 else { continue }
      list.append(
        RequestedGPUs(
          count: count, attributes: try ChainAttribute.list(inside.optionalOrNull("attributes"))))
    }
    return list
  }
}

/// A bid as the chain has it; the winning one names what a lease delivers.
public struct BidRecord: Hashable, Sendable {
  /// The lease that it would make, or made.
  public let id: LeaseID
  /// Open, active, lost or closed.
  public let state: String
  /// The GPUs that it offers.
  public let offers: [RequestedGPUs]
  /// The processor cores that it offers, in thousandths.
  public let milliCores: UInt64

  /// Reads one element of the list.
  public init(_ node: JSONNode) throws(JSONFieldError) {
    var bid = try node.member("bid").fields()
    id = try LeaseID(try bid.required("id"))
    state = try bid.required("state").string(limitBytes: 32)
    let resources = bid.optionalOrNull("resources_offer")
    offers = try RequestedGPUs.list(resources, key: "resources")
    milliCores = try RequestedCores.milliCores(resources, key: "resources")
  }
}

/// A deployment as the chain has it.
public struct DeploymentRecord: Hashable, Sendable {
  /// The tenant.
  public let owner: String
  /// Its number.
  public let number: UInt64
  /// Active or closed; long dead ones stand as active too.
  public let state: String
  /// Its groups by number, with the GPUs that each asks for.
  public let groups: [Group]

  /// One group of a deployment.
  public struct Group: Hashable, Sendable {
    /// Its number.
    public let number: UInt32
    /// The GPUs that it asks for.
    public let requests: [RequestedGPUs]
    /// The processor cores that it asks for, in thousandths.
    public let milliCores: UInt64
  }

  /// Reads one element of the list.
  public init(_ node: JSONNode) throws(JSONFieldError) {
    var outer = try node.fields()
    var deployment = try outer.required("deployment").fields()
    var id = try deployment.required("id").fields()
    owner = try id.required("owner").string(limitBytes: 90)
    number = try id.required("dseq").textNumber()
    state = try deployment.required("state").string(limitBytes: 32)
    groups = try outer.required("groups").array(limit: 1_024) { group throws(JSONFieldError) in
      var fields = try group.fields()
      let resources = try fields.required("group_spec").member("resources")
      return Group(
        number: try fields.required("id").member("gseq").integer(UInt32.self),
        requests: try RequestedGPUs.list(resources, key: "resource"),
        milliCores: try RequestedCores.milliCores(resources, key: "resource"))
    }
  }
}

extension ChainClient {
  /// Leases at one height, of one provider or tenant, in one state, or all.
  public func leases(
    provider: String? = nil, owner: String? = nil, state: LeaseRecord.State? = nil, height: Int64
  ) async throws(ChainFailure) -> [LeaseRecord] {
    let filters = [
      ("filters.provider", provider), ("filters.owner", owner), ("filters.state", state?.rawValue),
    ].compactMap { pair in pair.1.map { (pair.0, $0) } }
    return try await getAll(
      "/akash/market/v1beta5/leases/list", filters: filters, entries: "leases", height: height,
      LeaseRecord.init)
  }

  /// One lease at a height; nil where the chain has none of that id.
  public func lease(_ id: LeaseID, height: Int64) async throws(ChainFailure) -> LeaseRecord? {
    let path =
      "/akash/market/v1beta5/leases/info?id.owner=\(id.owner)&id.dseq=\(id.deployment)"
      + "&id.gseq=\(id.group)&id.oseq=\(id.order)&id.provider=\(id.provider)&id.bseq=\(id.bid)"
    do {
      return try await get(path, height: height, LeaseRecord.init)
    } catch .notFound {
      return nil
    }
  }

  /// All bids in a state.
  public func bids(
    state: String, height: Int64
  ) async throws(ChainFailure) -> ChainList<BidRecord> {
    try await getEachOfThisRelease(
      "/akash/market/v1beta5/bids/list", filters: [("filters.state", state)], entries: "bids",
      height: height, BidRecord.init)
  }

  /// The bid that made a lease; nil where the chain no longer has it, or it cannot be read.
  public func bid(of lease: LeaseID, height: Int64) async throws(ChainFailure) -> BidRecord? {
    let filters = [
      ("filters.owner", lease.owner), ("filters.dseq", "\(lease.deployment)"),
      ("filters.gseq", "\(lease.group)"), ("filters.oseq", "\(lease.order)"),
      ("filters.provider", lease.provider),
    ]
    let bids = try await getEach(
      "/akash/market/v1beta5/bids/list", filters: filters, entries: "bids", height: height,
      BidRecord.init)
    return bids.entries.first { $0.id == lease }
  }

  /// A deployment; nil where there is none, or it cannot be read.
  public func deployment(
    owner: String, number: UInt64, height: Int64
  ) async throws(ChainFailure) -> DeploymentRecord? {
    let filters = [("filters.owner", owner), ("filters.dseq", "\(number)")]
    return try await getEach(
      "/akash/deployment/v1beta4/deployments/list", filters: filters, entries: "deployments",
      height: height, DeploymentRecord.init
    ).entries.first
  }
}
