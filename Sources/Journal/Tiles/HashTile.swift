public import Quantities

/// The hashes of one tile: a subtree of height 8, full or partial.
public struct HashTile: Hashable, Sendable {
  /// The hashes, 1…256.
  public let hashes: [Digest]

  /// Wraps 1…256 hashes.
  public init(_ hashes: [Digest]) {
    precondition((1...TileAddress.fullWidth).contains(hashes.count), "A tile holds 1…256 hashes.")
    self.hashes = hashes
  }

  /// Reads a tile; a wider one than asked for serves, as a log may keep only the full tile.
  public init(_ bytes: [UInt8], at address: TileAddress) throws(TileRefusal) {
    let expected = address.width * Digest.byteCount
    guard bytes.count >= expected, bytes.count % Digest.byteCount == 0,
      bytes.count <= TileAddress.fullWidth * Digest.byteCount
    else { throw .length(address, expected: expected, found: bytes.count) }
    hashes = stride(from: 0, to: expected, by: Digest.byteCount).map { digest(bytes, at: $0) }
  }

  /// The tile as it is served.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(hashes.count * Digest.byteCount)
    for hash in hashes { bytes.append(contentsOf: hash.bytes) }
    return bytes
  }

  /// The hash over `2^height` of its hashes, from the `index`-th such group.
  public func hash(height: Int, index: Int) -> Digest {
    TreeHash.root(ofLeaves: hashes[(index << height)..<((index + 1) << height)])
  }

  /// The hash over all of a full tile.
  public var root: Digest {
    precondition(hashes.count == TileAddress.fullWidth, "Only full tiles are hashed above.")
    return hash(height: 8, index: 0)
  }

  /// The roots of its complete subtrees, largest first.
  var peaks: [Digest] {
    var peaks: [Digest] = []
    var start = 0
    for height in stride(from: 8, through: 0, by: -1) where hashes.count >> height & 1 == 1 {
      peaks.append(hash(height: height, index: start >> height))
      start += 1 << height
    }
    return peaks
  }
}

/// The 32 bytes from an offset, which the caller has checked.
private func digest(_ bytes: [UInt8], at offset: Int) -> Digest {
  func word(_ index: Int) -> UInt64 {
    var word: UInt64 = 0
    for position in 0..<8 { word = word << 8 | UInt64(bytes[offset + 8 * index + position]) }
    return word
  }
  return Digest(bigEndianWords: word(0), word(1), word(2), word(3))
}
