public import Quantities

/// The RFC 6962 tree over a statement's lines; whoever calls brings SHA-256.
///
///     leaf = H(0x00 ‖ line),   node = H(0x01 ‖ left ‖ right),   no lines: H of nothing
///
/// The left part of a tree of n leaves is the largest power of two below n.
public struct MerkleTree: Sendable {
  /// Hashes bytes.
  public typealias Hash = @Sendable (UnsafeRawBufferPointer) -> Digest

  /// The leaves' hashes, in the order of the lines.
  public let leaves: [Digest]

  init(leaves: [Digest]) {
    self.leaves = leaves
  }

  /// Hashes each line of a buffer.
  public init(lines: [Range<Int>], of bytes: [UInt8], hash: Hash) {
    var scratch: [UInt8] = []
    var leaves: [Digest] = []
    leaves.reserveCapacity(lines.count)
    for line in lines {
      scratch.removeAll(keepingCapacity: true)
      scratch.append(0)
      scratch.append(contentsOf: bytes[line])
      leaves.append(scratch.withUnsafeBytes { hash($0) })
    }
    self.leaves = leaves
  }

  /// The root.
  public func root(hash: Hash) -> Digest {
    guard !leaves.isEmpty else { return [UInt8]().withUnsafeBytes { hash($0) } }
    return Self.root(leaves[...], hash)
  }

  /// The sibling hashes that lead from leaf `index` to the root, lowest first.
  public func proof(of index: Int, hash: Hash) -> [Digest] {
    precondition(leaves.indices.contains(index), "A proof is of a leaf of the tree.")
    return Self.path(to: index, in: leaves[...], hash)
  }

  /// Whether a line with these siblings stands at `index` of `count` under the root.
  public static func holds(
    line: [UInt8], at index: Int, of count: Int, proof: [Digest], root: Digest, hash: Hash
  ) -> Bool {
    guard index >= 0, index < count else { return false }
    var digest = ([0] + line).withUnsafeBytes { hash($0) }
    var position = index
    var last = count - 1
    for sibling in proof {
      guard last > 0 else { return false }
      if position % 2 == 1 || position == last {
        digest = node(sibling, digest, hash)
        while position % 2 == 0 && position != 0 {
          position /= 2
          last /= 2
        }
      } else {
        digest = node(digest, sibling, hash)
      }
      position /= 2
      last /= 2
    }
    return last == 0 && digest == root
  }

  private static func root(_ leaves: ArraySlice<Digest>, _ hash: Hash) -> Digest {
    guard leaves.count > 1 else { return leaves[leaves.startIndex] }
    let middle = leaves.startIndex + leftCount(leaves.count)
    return node(root(leaves[..<middle], hash), root(leaves[middle...], hash), hash)
  }

  private static func path(
    to index: Int, in leaves: ArraySlice<Digest>, _ hash: Hash
  ) -> [Digest] {
    guard leaves.count > 1 else { return [] }
    let middle = leaves.startIndex + leftCount(leaves.count)
    return index < middle
      ? path(to: index, in: leaves[..<middle], hash) + [root(leaves[middle...], hash)]
      : path(to: index, in: leaves[middle...], hash) + [root(leaves[..<middle], hash)]
  }

  private static func leftCount(_ count: Int) -> Int {
    1 << (Int.bitWidth - (count - 1).leadingZeroBitCount - 1)
  }

  private static func node(_ left: Digest, _ right: Digest, _ hash: Hash) -> Digest {
    withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Digest.byteCount, alignment: 1) { bytes in
      bytes[0] = 1
      var offset = 1
      func append(_ word: UInt64) {
        bytes.storeBytes(of: word.bigEndian, toByteOffset: offset, as: UInt64.self)
        offset += 8
      }
      for digest in [left, right] {
        let words = digest.bigEndianWords
        append(words.0)
        append(words.1)
        append(words.2)
        append(words.3)
      }
      return hash(UnsafeRawBufferPointer(bytes))
    }
  }
}
