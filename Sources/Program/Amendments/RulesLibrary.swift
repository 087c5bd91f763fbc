public import Quantities

/// The rules whose blobs are at hand, for the amendments that name them.
///
/// It is no part of what entries say: whoever folds them supplies it.
public struct RulesLibrary: Sendable {
  /// All of them, in the order in which they came.
  public private(set) var all: [ProgramRules]

  /// A library of these rules.
  public init(_ rules: [ProgramRules] = []) {
    all = rules
  }

  /// The rules of a policy and a catalogue, if they are at hand.
  public func rules(policy: Digest, catalogue: Digest) -> ProgramRules? {
    all.first { $0.policyDigest == policy && $0.catalogueDigest == catalogue }
  }

  /// Adds rules.
  public mutating func add(_ rules: ProgramRules) {
    if !all.contains(rules) { all.append(rules) }
  }
}
