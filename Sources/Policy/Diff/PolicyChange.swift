public import Encoding

/// One key whose value differs between two policies.
public struct PolicyChange: Hashable, Sendable {
  /// The key; elements of named lists stand under their name: `pools.liquidity.epoch`.
  public let path: JSONPath
  /// The value before, as people read it; nil where the key was not there.
  public let old: String?
  /// The value now; nil where the key is gone.
  public let new: String?
}

/// A figure of the plan that differs between two policies: what a change means.
public struct PolicyEffect: Hashable, Sendable {
  /// The part of the plan.
  public let section: String
  /// The figure's name, with its row where it has one.
  public let figure: String
  /// What it was; nil where it was not there.
  public let old: String?
  /// What it is; nil where it is gone.
  public let new: String?
}
