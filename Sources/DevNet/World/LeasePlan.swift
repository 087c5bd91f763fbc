public import Quantities

/// One lease of a lane, from its making to its end; a lane's leases follow each other in cycles.
public struct LeasePlan: Hashable, Sendable {
  /// The lane.
  public let lane: Lane
  /// Which of the lane's leases, from 0.
  public let cycle: Int64
  /// The deployment's number; no two are equal.
  public let deployment: UInt64
  /// Who leases.
  public let tenant: Address
  /// The height at which it is made.
  public let createdAt: Int64
  /// The height at which it ends.
  public let closedAt: Int64
  /// What it costs per block, in uact times 10^18.
  public let priceScaled: UInt128
  /// How it ends.
  public let ending: Ending

  /// How a lease ends, with the chain's word.
  public enum Ending: String, Hashable, Sendable, CaseIterable {
    /// The tenant ended it.
    case owner = "lease_closed_owner"
    /// The provider's workload did not stay up.
    case unstable = "lease_closed_reason_unstable"
    /// The account ran dry; the lease stands as such until the next of its lane.
    case insufficientFunds = "lease_closed_reason_insufficient_funds"
    /// The provider gave notice.
    case decommission = "lease_closed_reason_decommission"
  }

  /// The blocks of a cycle: about four hours.
  public static let cycleBlocks: Int64 = 2_400
  /// The blocks of notice before a lease that the provider ends.
  static let noticeBlocks: Int64 = 100

  /// Where a lease stands at a height.
  public enum State: String, Hashable, Sendable {
    /// It runs.
    case active
    /// It runs until the end of its notice.
    case reclaiming
    /// Its money ran out, and nobody closed it yet.
    case insufficientFunds = "insufficient_funds"
    /// It ended.
    case closed
  }

  /// Where it stands at a height; nil where it is not made yet.
  public func state(at height: Int64) -> State? {
    guard height >= createdAt else { return nil }
    guard height >= closedAt else {
      return ending == .decommission && height >= closedAt - Self.noticeBlocks
        ? .reclaiming : .active
    }
    guard ending == .insufficientFunds, height < (cycle + 1) * Self.cycleBlocks + origin else {
      return .closed
    }
    return .insufficientFunds
  }

  private var origin: Int64 { BlockClock.firstHeight }

  /// Whether it takes its part of the node at a height.
  public func isHeld(at height: Int64) -> Bool { height >= createdAt && height < closedAt }

  /// What was taken out for it by a height, in whole uact; settled every hundred blocks.
  public func withdrawn(at height: Int64) -> UInt128 {
    UInt128(settled(at: height) - createdAt) * priceScaled / 1_000_000_000_000_000_000
  }

  /// The height at which its account was last settled, as seen at a height.
  public func settled(at height: Int64) -> Int64 {
    let end = min(height, closedAt)
    let blocks = max(0, end - createdAt)
    return createdAt + (end == closedAt ? blocks : blocks / 100 * 100)
  }
}
