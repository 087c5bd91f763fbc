public import Quantities

/// Hashes of a tree read through tiles, each tile proven to belong to the tree before it is used.
///
/// The partial tiles are proven together, by the root that they give; a full tile by its entry in
/// the tile above, itself proven. At most `limitTiles` full tiles are kept.
public struct TileHashReader<Source: TileSource>: TreeHashSource {
  /// What can go wrong.
  public typealias Failure = TileFailure<Source.Failure>

  /// The tree that the tiles are held against.
  public let head: TreeHead
  private let source: Source
  private let limitTiles: Int
  private var edges: [Int: HashTile] = [:]
  private var proven: [TileAddress: HashTile] = [:]

  /// Reads and proves the partial tiles; refuses those that do not lead to the head's root.
  public init(
    _ head: TreeHead, from source: Source, limitTiles: Int = 128
  ) throws(Failure) {
    self.head = head
    self.source = source
    self.limitTiles = max(limitTiles, TileAddress.limitLevel + 1)
    let edge = TileGeometry.edge(size: head.size)
    for address in edge {
      guard case .hashes(let level) = address.content else { continue }
      edges[level] = try fetch(address)
    }
    guard let frontier = TreeFrontier(size: head.size, peaks: peaks), frontier.root == head.root
    else { throw .refused(.hash(edge.last ?? TileAddress(.hashes(level: 0), index: 0, width: 1))) }
  }

  /// The hashes of a level's partial tile, none if the level has none.
  func edge(level: Int) -> [Digest] { edges[level]?.hashes ?? [] }

  /// The roots of the tree's complete subtrees, largest first.
  var peaks: [Digest] {
    (0...TileAddress.limitLevel).reversed().flatMap { edges[$0]?.peaks ?? [] }
  }

  private func fetch(_ address: TileAddress) throws(Failure) -> HashTile {
    let bytes: [UInt8]
    do {
      bytes = try source.bytes(of: address)
    } catch {
      throw .source(error)
    }
    do {
      return try HashTile(bytes, at: address)
    } catch {
      throw .refused(error)
    }
  }

  /// The hash of a complete subtree of the tree.
  public mutating func hash(level: Int, index: Int) throws(Failure) -> Digest {
    guard level >= 0, index >= 0, level < Int.bitWidth - 1, index < head.size >> level else {
      throw .refused(.outsideTree(TileAddress(.hashes(level: 0), index: 0)))
    }
    // A tile's own root stands in the tile above; the lower seven heights are computed from it.
    let (tileLevel, height) = level.quotientAndRemainder(dividingBy: 8)
    let tile = try tile(level: tileLevel, index: index >> (8 - height))
    return tile.hash(height: height, index: index & (255 >> height))
  }

  /// The proven tile of a level, as wide as the tree has it.
  public mutating func tile(level: Int, index: Int) throws(Failure) -> HashTile {
    let content = TileAddress.Content.hashes(level: level)
    let width = TileGeometry.width(of: content, index: index, size: head.size)
    guard level <= TileAddress.limitLevel, width > 0 else {
      throw .refused(.outsideTree(TileAddress(.hashes(level: 0), index: 0)))
    }
    let address = TileAddress(content, index: index, width: width)
    if !address.isFull, let edge = edges[level] { return edge }
    if let tile = proven[address] { return tile }
    let parent = try tile(level: level + 1, index: index >> 8)
    let tile = try fetch(address)
    guard tile.root == parent.hashes[index & 255] else { throw .refused(.hash(address)) }
    if proven.count >= limitTiles { proven.removeAll(keepingCapacity: true) }
    proven[address] = tile
    return tile
  }

  /// Checks a bundle of entries against the proven tile of their hashes.
  public mutating func verify(
    _ leaves: [[UInt8]], bundle index: Int
  ) throws(Failure) {
    let tile = try tile(level: 0, index: index)
    let address = TileAddress(.entries, index: index, width: tile.hashes.count)
    guard leaves.count == tile.hashes.count else { throw .refused(.bundleCount(address)) }
    for (position, leaf) in leaves.enumerated()
    where TreeHash.leaf(leaf) != tile.hashes[position] {
      throw .refused(.entryHash(address, index: index << 8 + position))
    }
  }
}
