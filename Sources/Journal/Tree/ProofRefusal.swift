/// Why a proof about a tree was refused.
public enum ProofRefusal: Error, Hashable, Sendable {
  /// The proof speaks of a tree of another size.
  case otherSize(stated: Int, head: Int)
  /// The tree has no such leaf.
  case indexBeyond(index: Int, size: Int)
  /// The newer tree has fewer leaves.
  case shrinks(from: Int, to: Int)
  /// Nodes are missing, or there are more than the proof has.
  case length(expected: Int, found: Int)
  /// The nodes do not lead to the root.
  case root

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .otherSize: "proof-other-size"
    case .indexBeyond: "proof-index-beyond"
    case .shrinks: "proof-shrinks"
    case .length: "proof-length"
    case .root: "proof-root"
    }
  }
}

extension ProofRefusal: CustomStringConvertible {
  /// The rule in words, with its figures.
  public var description: String {
    switch self {
    case .otherSize(let stated, let head):
      "the proof is of a tree of \(stated) leaves, the head of one of \(head)"
    case .indexBeyond(let index, let size): "there is no leaf \(index) in a tree of \(size)"
    case .shrinks(let old, let new): "the log shrank from \(old) leaves to \(new)"
    case .length(let expected, let found): "the proof has \(found) nodes instead of \(expected)"
    case .root: "the nodes do not lead to the root"
    }
  }
}
