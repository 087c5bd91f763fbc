public import Quantities

/// That a tree is the beginning of another: the nodes of RFC 6962 §2.1.2, lowest first.
public struct ConsistencyProof: Hashable, Sendable {
  /// No tree of fewer than 2^63 leaves needs more.
  public static let limitNodes = 63

  /// The nodes, lowest first.
  public let path: [Digest]

  /// Wraps what was received; nothing is checked before `verify`.
  public init(path: [Digest]) { self.path = path }

  /// Makes the proof from the tree of `old` leaves to that of `new`, not fewer.
  public init<Source: TreeHashSource>(
    from old: Int, to new: Int, in source: inout Source
  ) throws(Source.Failure) {
    precondition(old >= 0 && old <= new, "A tree only grows.")
    var path: [Digest] = []
    var range = 0..<new
    // While the old tree fills its part completely from the left edge, its root is known already.
    var isKnown = true
    guard old > 0 else {
      self.init(path: [])
      return
    }
    while range.upperBound != old {
      let middle = range.lowerBound + leftCount(range.count)
      if old <= middle {
        path.append(try source.hash(over: middle..<range.upperBound))
        range = range.lowerBound..<middle
      } else {
        path.append(try source.hash(over: range.lowerBound..<middle))
        range = middle..<range.upperBound
        isKnown = false
      }
    }
    if !isKnown { path.append(try source.hash(over: range)) }
    self.init(path: path.reversed())
  }

  /// Refuses unless `old` is the beginning of `new`, by RFC 9162 §2.1.4.2.
  ///
  /// Every tree begins with the empty one: then the proof is empty, as between equal sizes.
  public func verify(from old: TreeHead, to new: TreeHead) throws(ProofRefusal) {
    guard old.size <= new.size else { throw .shrinks(from: old.size, to: new.size) }
    let expected = Self.pathCount(old: old.size, new: new.size)
    guard path.count == expected else { throw .length(expected: expected, found: path.count) }
    if old.size == 0 {
      guard old.root == TreeHash.empty else { throw .root }
    }
    guard old.size > 0, old.size < new.size else {
      guard old.size == 0 || old.root == new.root else { throw .root }
      guard new.size > 0 || new.root == TreeHash.empty else { throw .root }
      return
    }
    // A complete old tree is a node of the new one, and is not repeated in the path.
    let isComplete = old.size & (old.size - 1) == 0
    var nodes = (isComplete ? [old.root] : []) + path
    let seed = nodes.removeFirst()
    var walk = TreeWalk(first: old.size - 1, last: new.size - 1)
    walk.skipComplete()
    var (first, second) = (seed, seed)
    for node in nodes {
      if walk.isRight {
        first = TreeHash.node(node, first)
        second = TreeHash.node(node, second)
      } else {
        second = TreeHash.node(second, node)
      }
      walk.ascend()
    }
    guard first == old.root, second == new.root else { throw .root }
  }

  /// The nodes that a proof between these sizes has.
  private static func pathCount(old: Int, new: Int) -> Int {
    guard old > 0, old < new else { return 0 }
    let shift = old.trailingZeroBitCount
    let inner = bitCount((old - 1) ^ (new - 1)) - shift
    let border = ((old - 1) >> (inner + shift)).nonzeroBitCount
    return (old == 1 << shift ? 0 : 1) + inner + border
  }
}
