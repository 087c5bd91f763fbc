/// Why a lease ended, as the chain says it.
public enum ClosingReason: UInt8, Hashable, Sendable, CaseIterable {
  /// The chain gives none, or one that is not known.
  case unknown = 0
  /// The tenant ended it.
  case owner = 1
  /// Its provider ended it because the workload did not stay up.
  case unstable = 2
  /// Its provider gives the machine up.
  case decommission = 3
  /// Its provider ended it without saying why.
  case unspecified = 4
  /// No manifest came in time.
  case manifestTimeout = 5
  /// The tenant's money ran out.
  case insufficientFunds = 6

  /// The name in documents and texts.
  public var name: String {
    switch self {
    case .unknown: "unknown"
    case .owner: "owner"
    case .unstable: "unstable"
    case .decommission: "decommission"
    case .unspecified: "unspecified"
    case .manifestTimeout: "manifest-timeout"
    case .insufficientFunds: "insufficient-funds"
    }
  }

  /// Whether it says that the provider did not deliver; a tenant who leaves, runs out of money or
  /// sends no manifest says nothing of the provider, and notice given is no failure.
  public var isFailure: Bool { self == .unstable || self == .unspecified }
}
