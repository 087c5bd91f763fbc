public import Quantities

/// That a leaf stands at an index of a tree: the sibling hashes on its way to the root (RFC 6962
/// §2.1.1), lowest first.
public struct InclusionProof: Hashable, Sendable {
  /// The leaf's index, from 0.
  public let index: Int
  /// The leaves of the tree.
  public let size: Int
  /// The siblings, lowest first.
  public let path: [Digest]

  /// Joins what was received; nothing is checked before `verify`.
  public init(index: Int, size: Int, path: [Digest]) {
    self.index = index
    self.size = size
    self.path = path
  }

  /// Makes the proof for a leaf of the tree of the first `size` leaves.
  public init<Source: TreeHashSource>(
    index: Int, size: Int, from source: inout Source
  ) throws(Source.Failure) {
    precondition(index >= 0 && index < size, "A proof is of a leaf of the tree.")
    var path: [Digest] = []
    var range = 0..<size
    while range.count > 1 {
      let middle = range.lowerBound + leftCount(range.count)
      let isLeft = index < middle
      let sibling = isLeft ? middle..<range.upperBound : range.lowerBound..<middle
      path.append(try source.hash(over: sibling))
      range = isLeft ? range.lowerBound..<middle : middle..<range.upperBound
    }
    self.init(index: index, size: size, path: path.reversed())
  }

  /// Refuses unless the leaf's hash leads to the head's root, by RFC 9162 §2.1.3.2.
  public func verify(leaf: Digest, in head: TreeHead) throws(ProofRefusal) {
    guard size == head.size else { throw .otherSize(stated: size, head: head.size) }
    guard index >= 0, index < size else { throw .indexBeyond(index: index, size: size) }
    let expected = Self.pathCount(index: index, size: size)
    guard path.count == expected else { throw .length(expected: expected, found: path.count) }
    var walk = TreeWalk(first: index, last: size - 1)
    var hash = leaf
    for sibling in path {
      hash = walk.isRight ? TreeHash.node(sibling, hash) : TreeHash.node(hash, sibling)
      walk.ascend()
    }
    guard hash == head.root else { throw .root }
  }

  /// The siblings that a proof of that leaf has.
  private static func pathCount(index: Int, size: Int) -> Int {
    let inner = bitCount(index ^ (size - 1))
    return inner + (index >> inner).nonzeroBitCount
  }
}

/// The bits needed to write a number that is not negative.
func bitCount(_ number: Int) -> Int { Int.bitWidth - number.leadingZeroBitCount }

/// A node's place beside the last node of its level, on the way up.
struct TreeWalk {
  private var first: Int
  private var last: Int

  init(first: Int, last: Int) {
    self.first = first
    self.last = last
  }

  /// Whether the next sibling stands to the left.
  var isRight: Bool { first & 1 == 1 || first == last }

  /// Goes up to where the node has its next sibling's parent.
  mutating func ascend() {
    if isRight {
      while first & 1 == 0 && first != 0 { halve() }
    }
    halve()
  }

  /// Goes up while the node is a right child; complete subtrees need no sibling.
  mutating func skipComplete() {
    while first & 1 == 1 { halve() }
  }

  private mutating func halve() {
    first >>= 1
    last >>= 1
  }
}
