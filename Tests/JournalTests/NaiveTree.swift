import Journal
import Quantities

/// RFC 6962 §2.1 word for word, for holding the incremental tree against.
enum NaiveTree {
  static func root(_ leaves: ArraySlice<Digest>) -> Digest {
    guard leaves.count > 1 else { return leaves.first ?? TreeHash.empty }
    let middle = leaves.startIndex + split(leaves.count)
    return TreeHash.node(root(leaves[..<middle]), root(leaves[middle...]))
  }

  static func path(_ index: Int, _ leaves: ArraySlice<Digest>) -> [Digest] {
    guard leaves.count > 1 else { return [] }
    let middle = leaves.startIndex + split(leaves.count)
    return index < split(leaves.count)
      ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
      : path(index - split(leaves.count), leaves[middle...]) + [root(leaves[..<middle])]
  }

  static func consistency(_ old: Int, _ leaves: ArraySlice<Digest>) -> [Digest] {
    old == 0 ? [] : subproof(old, leaves, true)
  }

  private static func subproof(
    _ old: Int, _ leaves: ArraySlice<Digest>, _ isWhole: Bool
  ) -> [Digest] {
    if old == leaves.count { return isWhole ? [] : [root(leaves)] }
    let count = split(leaves.count)
    let middle = leaves.startIndex + count
    return old <= count
      ? subproof(old, leaves[..<middle], isWhole) + [root(leaves[middle...])]
      : subproof(old - count, leaves[middle...], false) + [root(leaves[..<middle])]
  }

  private static func split(_ count: Int) -> Int {
    var power = 1
    while power * 2 < count { power *= 2 }
    return power
  }

  /// Leaves that differ, the same for the same numbers.
  static func leaves(_ count: Int, seed: UInt64 = 0) -> [Digest] {
    (0..<count).map { TreeHash.leaf(Array("\(seed)/\($0)".utf8)) }
  }
}
