public import Evidence

/// Which keys the program knows, which were revoked, and which took the place of which.
public struct KeyBook: Hashable, Sendable {
  /// A key's end.
  public struct Revocation: Hashable, Sendable {
    /// The line that revoked it; later entries by the key are refused.
    public let line: Int
    /// The first line from which somebody else may have held the key; nil: none is named.
    public let compromisedFrom: Int?
  }

  private var known: Set<PublicKeyText> = []
  private var revocations: [PublicKeyText: Revocation] = [:]
  private var successors: [PublicKeyText: PublicKeyText] = [:]

  /// Whether an entry ever named a key as the log's, a witness's, a member's or an observer's, or
  /// revoked it.
  public func isKnown(_ key: PublicKeyText) -> Bool { known.contains(key) }

  /// How a key ended; nil where it was not revoked.
  public func revocation(of key: PublicKeyText) -> Revocation? {
    revocations.isEmpty ? nil : revocations[key]
  }

  /// The key that took the place of another; nil where none did.
  public func successor(of key: PublicKeyText) -> PublicKeyText? { successors[key] }

  /// Whether a key stands in another's place: it is the same, or follows it by rotations.
  public func stands(_ key: PublicKeyText, for other: PublicKeyText) -> Bool {
    var current = other
    // A successor was never used before, so that the chain ends.
    while current != key {
      guard let next = successors[current] else { return false }
      current = next
    }
    return true
  }

  /// Whether what a key published in a line may be somebody else's word.
  public func isCompromised(_ observer: ObserverKey, line: Int) -> Bool {
    guard let revocation = revocation(of: PublicKeyText(observer)) else { return false }
    return revocation.compromisedFrom.map { line >= $0 } ?? false
  }

  func requireUnrevoked(_ key: PublicKeyText) throws(Rejection) {
    if let revocation = revocation(of: key) { throw .keyRevoked(key, line: revocation.line) }
  }

  mutating func know(_ keys: some Sequence<PublicKeyText>) { known.formUnion(keys) }

  mutating func rotate(_ old: PublicKeyText, to successor: PublicKeyText) {
    successors[old] = successor
    known.insert(successor)
  }

  mutating func revoke(_ key: PublicKeyText, line: Int, compromisedFrom: Int?) {
    known.insert(key)
    let line = revocations[key]?.line ?? line
    revocations[key] = Revocation(line: line, compromisedFrom: compromisedFrom)
  }
}

extension PublicKeyText {
  /// An observer's key as keys are written.
  public init(_ observer: ObserverKey) {
    self.init(checked: observer.text)
  }
}
