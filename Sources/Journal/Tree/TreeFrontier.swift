public import Quantities

/// What appending needs of a tree: the roots of its complete subtrees, at most 63, largest first.
///
///     size = Σ 2^k over the subtrees,   root = node(peak₁, node(peak₂, … peakₙ))
public struct TreeFrontier: Hashable, Sendable {
  /// The number of leaves.
  public private(set) var size: Int
  /// The roots of the complete subtrees, one for each bit set in `size`, largest first.
  public private(set) var peaks: [Digest]

  /// A tree without leaves.
  public init() {
    size = 0
    peaks = []
  }

  /// Resumes from what was kept; nil unless there is one peak for each bit set in `size`.
  public init?(size: Int, peaks: [Digest]) {
    guard size >= 0, peaks.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.peaks = peaks
  }

  /// Adds a leaf's hash; amortised one node is hashed.
  public mutating func append(_ leaf: Digest) {
    precondition(size < .max, "A tree has fewer than 2^63 − 1 leaves.")
    var hash = leaf
    for _ in 0..<(~size).trailingZeroBitCount { hash = TreeHash.node(peaks.removeLast(), hash) }
    peaks.append(hash)
    size += 1
  }

  /// The root over all leaves.
  public var root: Digest {
    guard var root = peaks.last else { return TreeHash.empty }
    for peak in peaks.dropLast().reversed() { root = TreeHash.node(peak, root) }
    return root
  }

  /// Size and root.
  public var head: TreeHead { TreeHead(size: size, root: root) }
}
