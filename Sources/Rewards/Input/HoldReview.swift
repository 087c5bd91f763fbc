public import Quantities

/// The decision on what was held of one provider in one epoch of one pool.
public struct HoldReview: Hashable, Sendable {
  /// The pool.
  public let pool: Label
  /// The epoch in which it was held, from 1.
  public let epoch: Int
  /// The provider of the claims.
  public let provider: ProviderIndex
  /// What is done with it.
  public let decision: Decision

  /// Takes every field as it is.
  public init(pool: Label, epoch: Int, provider: ProviderIndex, decision: Decision) {
    self.pool = pool
    self.epoch = epoch
    self.provider = provider
    self.decision = decision
  }

  /// What is done with held amounts.
  public enum Decision: String, Hashable, Sendable, CaseIterable {
    /// They go on to vest.
    case release
    /// They are taken back.
    case refuse
  }
}
