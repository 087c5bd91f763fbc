public import Quantities

/// How a pool pays for proven spend on leases: an activity pool with all of its pot, an epoch pool
/// with a part of it (rules 2; DESIGN law 5).
public struct ActivityRule: Hashable, Sendable {
  /// The part of each epoch's pot that leases share, in an epoch pool; `nil` in an activity pool,
  /// where it is all of it.
  public var part: Ratio?
  /// The most that is paid for a lease, as a part of what it cost.
  public var share: Ratio
  /// What a lease costs its payer irrecoverably, as a part of what it pays: the chain's figure that
  /// `share` was chosen against.
  public var cost: Ratio
  /// The part of each lease's pay that is for the deployer; the provider has the rest.
  public var deployers: Ratio
  /// Weight of a leased second of one GPU.
  public var gpu: Ratio
  /// Weight of a leased second of one processor core.
  public var cpu: Ratio

  /// Takes every field as it is.
  public init(
    part: Ratio? = nil, share: Ratio, cost: Ratio, deployers: Ratio, gpu: Ratio, cpu: Ratio
  ) {
    self.part = part
    self.share = share
    self.cost = cost
    self.deployers = deployers
    self.gpu = gpu
    self.cpu = cpu
  }

  /// Whether nobody can win by leasing from itself: less is paid than a lease loses on the way.
  public var isBelowCost: Bool { share < cost }

  /// The part of a lease's price that may be paid for it, where the chain takes `costPPM` of it.
  ///
  ///     min(share, cost at that height − 1 ppm) while the rule stays below cost, share otherwise
  public func sharePPM(costPPM: UInt32) -> UInt64 {
    guard isBelowCost else { return share.ppm }
    return min(share.ppm, UInt64(max(costPPM, 1)) - 1)
  }
}
