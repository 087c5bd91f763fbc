import Journal

/// The bundles of a published log, each held against the tree before anything in it is read.
struct ProvenBundles {
  private let source: any LogSource
  /// The tree.
  let head: TreeHead
  private var tiles: TileHashReader<SourceTiles>
  /// The newest bundle, which re-reading often asks for again.
  private var last: (index: Int, leaves: [[UInt8]])?
  /// How many bytes of bundles were read.
  private(set) var readBytes: Int64 = 0

  init(_ source: any LogSource, _ head: TreeHead) throws(BundleFault) {
    self.source = source
    self.head = head
    do {
      tiles = try TileHashReader(head, from: SourceTiles(source: source))
    } catch {
      throw BundleFault(error)
    }
  }

  /// How many bundles there are.
  var count: Int { (head.size + TileAddress.fullWidth - 1) / TileAddress.fullWidth }

  /// The root that the tree had at an earlier size, 1 … its own.
  mutating func root(size: Int) throws(BundleFault) -> TreeHead {
    do {
      return TreeHead(size: size, root: try tiles.root(size: size))
    } catch {
      throw BundleFault(error)
    }
  }

  /// A bundle's leaves.
  mutating func leaves(_ index: Int) throws(BundleFault) -> [[UInt8]] {
    if let last, last.index == index { return last.leaves }
    let width = TileGeometry.width(of: .entries, index: index, size: head.size)
    let address = TileAddress(.entries, index: index, width: width)
    let bytes: [UInt8]?
    do {
      bytes = try source.tile(address)
    } catch {
      throw .source(error)
    }
    guard let bytes else { throw .bundleMissing(address) }
    readBytes += Int64(bytes.count)
    let leaves = try Self.decode(bytes, at: address)
    do {
      try tiles.verify(leaves, bundle: index)
    } catch {
      throw BundleFault(error)
    }
    last = (index, leaves)
    return leaves
  }

  /// The entries asked for, out of a bundle that may be the full one.
  private static func decode(
    _ bytes: [UInt8], at address: TileAddress
  ) throws(BundleFault) -> [[UInt8]] {
    do {
      return try EntryBundle.decode(bytes, at: address)
    } catch {
      guard !address.isFull else { throw .refused(error) }
    }
    do {
      return Array(try EntryBundle.decode(bytes, at: address.full).prefix(address.width))
    } catch {
      throw .refused(error)
    }
  }
}

/// Why the entries of a bundle cannot be had.
enum BundleFault: Error {
  /// The world outside failed.
  case source(LogSourceFailure)
  /// The bundle is not there.
  case bundleMissing(TileAddress)
  /// A tile of hashes is not there.
  case tileMissing(String)
  /// What is there is not the tree's.
  case refused(TileRefusal)

  init(_ failure: TileFailure<LogSourceFailure>) {
    self =
      switch failure {
      case .source(.missing(let path)): .tileMissing(path)
      case .source(let failure): .source(failure)
      case .refused(let refusal): .refused(refusal)
      }
  }
}

/// A source's tiles of hashes, where one that is missing is a failure.
private struct SourceTiles: TileSource {
  let source: any LogSource

  func bytes(of tile: TileAddress) throws(LogSourceFailure) -> [UInt8] {
    guard let bytes = try source.tile(tile) else { throw .missing(tile.path) }
    return bytes
  }
}
