public import CosmosClient
import Encoding
public import Policy
import Quantities

/// What a lease holds, and from where that is known.
public struct LeaseHolding: Hashable, Sendable {
  /// The lease.
  public let lease: LeaseRecord
  /// Its GPUs; empty where it has none, or where nothing says.
  public let gpus: [RequestedGPUs]
  /// Its processor cores, in thousandths.
  public let milliCores: UInt64
  /// Where the hardware stands.
  public let source: Source

  /// Where a lease's hardware is named: the chain names it nowhere in the lease.
  public enum Source: String, Hashable, Sendable, CaseIterable {
    /// The bid that won.
    case bid
    /// The deployment's group, because the bid is gone.
    case group
    /// Neither is there any more, or can be read.
    case none
  }

  /// Takes every field as it is.
  public init(
    lease: LeaseRecord, gpus: [RequestedGPUs], milliCores: UInt64 = 0, source: Source
  ) {
    self.lease = lease
    self.gpus = gpus
    self.milliCores = milliCores
    self.source = source
  }
}

extension LeaseHolding {
  /// What the bid that won says.
  fileprivate init(lease: LeaseRecord, _ bid: BidRecord) {
    self.init(lease: lease, gpus: bid.offers, milliCores: bid.milliCores, source: .bid)
  }
}

extension ChainClient {
  /// What the leases in a state hold at one height, each joined with its bid or its deployment.
  public func holdings(
    provider: String? = nil, state: LeaseRecord.State? = .active, height: Int64
  ) async throws(ChainFailure) -> [LeaseHolding] {
    try await holdings(
      of: leases(provider: provider, state: state, height: height), height: height)
  }

  /// From how many leases on their bids are read as a list and not one by one.
  static let bulkLeases = 16

  /// What some leases hold at a height, in their order.
  public func holdings(
    of leases: [LeaseRecord], height: Int64
  ) async throws(ChainFailure) -> [LeaseHolding] {
    var bids: [LeaseID: BidRecord] = [:]
    if leases.count > Self.bulkLeases {
      for bid in try await self.bids(state: "active", height: height).entries {
        bids[bid.id] = bid
      }
    }
    var holdings: [LeaseHolding] = []
    for lease in leases {
      if let bid = bids[lease.id] {
        holdings.append(LeaseHolding(lease: lease, bid))
      } else {
        holdings.append(try await holding(of: lease, height: height))
      }
    }
    return holdings
  }

  /// What one lease holds, by its bid or else its deployment.
  func holding(
    of lease: LeaseRecord, height: Int64
  ) async throws(ChainFailure) -> LeaseHolding {
    if let bid = try await bid(of: lease.id, height: height) {
      return LeaseHolding(lease: lease, bid)
    }
    let deployment = try await deployment(
      owner: lease.id.owner, number: lease.id.deployment, height: height)
    guard let group = deployment?.groups.first(where: { $0.number == lease.id.group }) else {
      return LeaseHolding(lease: lease, gpus: [], source: .none)
    }
    return LeaseHolding(
      lease: lease, gpus: group.requests, milliCores: group.milliCores, source: .group)
  }
}

extension Utilisation {
  /// Counts what leases hold at that height.
  public init(height: Int64, holdings: [LeaseHolding], catalogue: GPUCatalogue) {
    self.init(
      height: height, holdings: holdings.map { (lease: $0.lease, gpus: $0.gpus) },
      catalogue: catalogue)
  }
}
