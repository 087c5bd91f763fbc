/// Which witnesses the program names, and how many of them it wants under a checkpoint.
public struct WitnessRoll: Hashable, Sendable {
  /// The witnesses from one line on.
  public struct Term: Hashable, Sendable {
    /// How many cosignatures the program wants; 0: as many as a reader's own policy says.
    public let threshold: Int
    /// The witnesses' keys.
    public let keys: [PublicKeyText]
    /// The line that named them; they witness every checkpoint whose tree holds that line.
    public let line: Int
  }

  /// All of them in log order.
  public private(set) var terms: [Term] = []

  /// Those in force now; nil before line 1.
  public var current: Term? { terms.last }

  /// Those of the checkpoint of a tree of that size; nil for the empty tree.
  public func term(ofSize size: Int) -> Term? { terms.last { $0.line <= size } }

  /// Refuses a witness listed twice, and the operator's key, which would vouch for itself.
  static func check(_ keys: [PublicKeyText], operator: PublicKeyText?) throws(Rejection) {
    for (position, key) in keys.enumerated() {
      if keys[..<position].contains(key) { throw .witnessTwice(key) }
      if key == `operator` { throw .keyTaken(key) }
    }
  }

  mutating func name(_ keys: [PublicKeyText], threshold: Int, line: Int) {
    terms.append(Term(threshold: threshold, keys: keys, line: line))
  }

  /// A revoked key witnesses nothing from that line on.
  mutating func revoke(_ key: PublicKeyText, line: Int) {
    guard let current, current.keys.contains(key) else { return }
    let left = current.keys.filter { $0 != key }
    name(left, threshold: min(current.threshold, left.count), line: line)
  }
}
