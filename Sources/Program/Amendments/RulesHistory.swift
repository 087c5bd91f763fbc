public import Quantities

/// The rules that a program was, is and will be under.
public struct RulesHistory: Hashable, Sendable {
  /// One set of rules.
  public struct Term: Hashable, Sendable {
    /// The rules.
    public let rules: ProgramRules
    /// The first second; nil: from the beginning.
    public let from: Timestamp?
    /// The line that says so.
    public let line: Int
  }

  /// The terms that hold, ascending by their first second; the first has none.
  public private(set) var terms: [Term]
  /// The policies and catalogues that lines named, those of terms that never came too.
  private var named: [Digest: ComputedInput]

  init(_ rules: ProgramRules) {
    terms = [Term(rules: rules, from: nil, line: 1)]
    named = [rules.policyDigest: .policy, rules.catalogueDigest: .catalogue]
  }

  /// What is in force at a second.
  public func rules(at time: Timestamp) -> ProgramRules {
    (terms.last { $0.from.map { $0 <= time } ?? true } ?? terms[0]).rules
  }

  /// The last that was announced; every pool that there ever is stands in its policy.
  public var newest: ProgramRules { terms[terms.count - 1].rules }

  /// What is in force before a change that begins at a second.
  func rules(before time: Timestamp) -> ProgramRules {
    (terms.last { $0.from.map { $0 < time } ?? true } ?? terms[0]).rules
  }

  /// Whether a blob is a policy or catalogue that a line named.
  func input(_ digest: Digest) -> ComputedInput? { named[digest] }

  /// A later line speaks for all seconds from its own first one on.
  mutating func amend(_ rules: ProgramRules, from: Timestamp, line: Int) {
    terms.removeAll { $0.from.map { $0 >= from } ?? false }
    terms.append(Term(rules: rules, from: from, line: line))
    named[rules.policyDigest] = .policy
    named[rules.catalogueDigest] = .catalogue
  }
}
