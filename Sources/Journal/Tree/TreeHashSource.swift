public import Quantities

/// Where the hashes of complete subtrees come from.
public protocol TreeHashSource {
  /// Why a hash could not be had.
  associatedtype Failure: Error
  /// The hash over the leaves `index · 2^level ..< (index + 1) · 2^level`.
  mutating func hash(level: Int, index: Int) throws(Failure) -> Digest
}

extension TreeHashSource {
  /// The tree hash over some leaves; `range` must be a subtree of RFC 6962's recursion.
  mutating func hash(over range: Range<Int>) throws(Failure) -> Digest {
    guard let last = range.last else { return TreeHash.empty }
    let count = range.count
    if count & (count - 1) == 0 {
      let level = count.trailingZeroBitCount
      return try hash(level: level, index: range.lowerBound >> level)
    }
    let middle = range.lowerBound + leftCount(count)
    let left = try hash(over: range.lowerBound..<middle)
    return TreeHash.node(left, try hash(over: middle..<(last + 1)))
  }

  /// The root of the tree of the first `size` leaves.
  public mutating func root(size: Int) throws(Failure) -> Digest { try hash(over: 0..<size) }
}

/// The leaves of the left subtree: the largest power of two below `count`, which is at least 2.
func leftCount(_ count: Int) -> Int {
  1 << (Int.bitWidth - (count - 1).leadingZeroBitCount - 1)
}

/// The hashes of a tree held in memory, for short trees and tests.
public struct LeafHashes: TreeHashSource {
  /// The leaves' hashes.
  public let leaves: [Digest]

  /// Wraps leaves' hashes.
  public init(_ leaves: [Digest]) { self.leaves = leaves }

  /// Hashes the leaves below; the subtree must lie inside.
  public func hash(level: Int, index: Int) throws(Never) -> Digest {
    TreeHash.root(ofLeaves: leaves[(index << level)..<((index + 1) << level)])
  }
}
