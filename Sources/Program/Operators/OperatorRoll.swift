/// Who appends to the log and signs its checkpoints, one after the other.
public struct OperatorRoll: Hashable, Sendable {
  /// One operator.
  public struct Term: Hashable, Sendable {
    /// The name under which it signs checkpoints.
    public let origin: String
    /// The key with which it signs them.
    public let key: PublicKeyText
    /// The line that put it in place; it signs every checkpoint whose tree holds that line.
    public let line: Int
  }

  /// All operators in log order.
  public private(set) var terms: [Term] = []

  /// Whoever signs now; nil before line 1.
  public var current: Term? { terms.last }

  /// Whoever signs the checkpoint of a tree of that size; nil for the empty tree.
  public func term(ofSize size: Int) -> Term? { terms.last { $0.line <= size } }

  mutating func succeed(origin: String, key: PublicKeyText, line: Int) {
    terms.append(Term(origin: origin, key: key, line: line))
  }
}
