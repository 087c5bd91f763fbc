import Keys
public import Quantities

/// The hashes of an RFC 6962 tree (§2.1).
///
///     leaf = H(0x00 ‖ bytes),   node = H(0x01 ‖ left ‖ right),   no leaves: H of nothing
public enum TreeHash {
  /// The root of a tree without leaves.
  public static let empty = Sha256.digest(of: [UInt8]())

  /// The hash of a leaf's bytes.
  public static func leaf(_ bytes: [UInt8]) -> Digest { leaf(bytes[...]) }

  /// The hash of a leaf's bytes.
  public static func leaf(_ bytes: ArraySlice<UInt8>) -> Digest {
    var hasher = Sha256()
    hasher.update([0])
    hasher.update(bytes)
    return hasher.digest()
  }

  /// The hash of two subtrees.
  public static func node(_ left: Digest, _ right: Digest) -> Digest {
    withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Digest.byteCount, alignment: 8) { bytes in
      bytes[0] = 1
      store(left, in: bytes, at: 1)
      store(right, in: bytes, at: 1 + Digest.byteCount)
      return Sha256.digest(of: UnsafeRawBufferPointer(bytes))
    }
  }

  private static func store(
    _ digest: Digest, in bytes: UnsafeMutableRawBufferPointer, at offset: Int
  ) {
    let words = digest.bigEndianWords
    bytes.storeBytes(of: words.0.bigEndian, toByteOffset: offset, as: UInt64.self)
    bytes.storeBytes(of: words.1.bigEndian, toByteOffset: offset + 8, as: UInt64.self)
    bytes.storeBytes(of: words.2.bigEndian, toByteOffset: offset + 16, as: UInt64.self)
    bytes.storeBytes(of: words.3.bigEndian, toByteOffset: offset + 24, as: UInt64.self)
  }

  /// The root of a tree whose leaves have these hashes, none or more.
  public static func root(ofLeaves leaves: some Sequence<Digest>) -> Digest {
    var frontier = TreeFrontier()
    for leaf in leaves { frontier.append(leaf) }
    return frontier.root
  }
}
