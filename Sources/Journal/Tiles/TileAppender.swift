public import Quantities

/// The growing edge of a tiled tree: at most 255 hashes a level, and the tiles that they become.
public struct TileAppender: Sendable {
  /// The hashes of each level's partial tile, lowest level first.
  private var edges: [[Digest]] = []
  /// Size and peaks.
  public private(set) var frontier = TreeFrontier()

  /// A tree without leaves.
  public init() {}

  /// Resumes at a head from its partial tiles; refuses those that do not lead to its root.
  public init<Source: TileSource>(
    resuming head: TreeHead, from source: Source
  ) throws(TileFailure<Source.Failure>) {
    let reader = try TileHashReader(head, from: source)
    let levels = (0...TileAddress.limitLevel).filter {
      TileGeometry.count(level: $0, size: head.size) > 0
    }
    edges = levels.map { reader.edge(level: $0) }
    guard let frontier = TreeFrontier(size: head.size, peaks: reader.peaks) else {
      preconditionFailure("A verified edge has one peak for each bit of the size.")
    }
    self.frontier = frontier
  }

  /// The leaves so far.
  public var size: Int { frontier.size }

  /// Size and root.
  public var head: TreeHead { frontier.head }

  /// Adds leaves' hashes; the answer is every hash tile that is new, by level and index.
  ///
  /// The same tiles come of any division into batches, but for the partial tiles in between.
  public mutating func append(_ leaves: some Sequence<Digest>) -> [ProducedTile] {
    let old = size
    var full: [ProducedTile] = []
    for leaf in leaves {
      frontier.append(leaf)
      push(leaf, level: 0, into: &full)
    }
    return (full + partials(since: old)).sorted { $0.precedes($1) }
  }

  private mutating func push(_ hash: Digest, level: Int, into full: inout [ProducedTile]) {
    if edges.count == level { edges.append([]) }
    edges[level].append(hash)
    guard edges[level].count == TileAddress.fullWidth else { return }
    let tile = HashTile(edges[level])
    let index = TileGeometry.count(level: level + 1, size: size) - 1
    full.append(ProducedTile(.init(.hashes(level: level), index: index), level: level, tile: tile))
    edges[level].removeAll(keepingCapacity: true)
    push(tile.root, level: level + 1, into: &full)
  }

  private func partials(since old: Int) -> [ProducedTile] {
    TileGeometry.edge(size: size).compactMap { address in
      guard case .hashes(let level) = address.content,
        TileGeometry.count(level: level, size: old) < TileGeometry.count(level: level, size: size)
      else { return nil }
      return ProducedTile(address, level: level, tile: HashTile(edges[level]))
    }
  }
}

/// A tile that an append gave.
public struct ProducedTile: Hashable, Sendable {
  /// Where it is published.
  public let address: TileAddress
  /// Its hashes.
  public let tile: HashTile
  private let level: Int

  init(_ address: TileAddress, level: Int, tile: HashTile) {
    self.address = address
    self.level = level
    self.tile = tile
  }

  func precedes(_ other: ProducedTile) -> Bool {
    (level, address.index) < (other.level, other.address.index)
  }
}
