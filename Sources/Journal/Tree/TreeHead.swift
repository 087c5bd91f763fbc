public import Quantities

/// How many leaves a tree has, and its root.
public struct TreeHead: Hashable, Sendable {
  /// The number of leaves.
  public let size: Int
  /// The root over them.
  public let root: Digest

  /// The tree without leaves.
  public static let empty = TreeHead(uncheckedSize: 0, root: TreeHash.empty)

  /// Joins a size, not negative, and a root.
  public init(size: Int, root: Digest) {
    precondition(size >= 0, "A tree has no fewer than no leaves.")
    self.init(uncheckedSize: size, root: root)
  }

  private init(uncheckedSize size: Int, root: Digest) {
    self.size = size
    self.root = root
  }
}
