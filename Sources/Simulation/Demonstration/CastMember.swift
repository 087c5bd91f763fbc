public import Quantities

/// One provider of a demonstration: who it is, what happens to it and what must come of it.
public struct CastMember: Sendable {
  /// The part of the money that it is there for.
  public enum Stage: String, Hashable, Sendable, CaseIterable {
    case committed, liquidity, research
    /// It never gets in.
    case refused
  }

  /// The name.
  public let name: String
  /// The invented account.
  public let address: Address
  /// The pool.
  public let stage: Stage
  /// What happens, in one sentence.
  public let story: String
  /// What must come of it, in one sentence.
  public let expectation: String
}
