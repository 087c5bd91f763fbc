public import Journal

/// A published log's tiles of hashes, where one that is not there is a failure.
public struct PublishedTiles: TileSource {
  let source: any LogSource

  /// Reads from a published log.
  public init(_ source: any LogSource) {
    self.source = source
  }

  /// The hashes of a tile.
  public func bytes(of tile: TileAddress) throws(LogSourceFailure) -> [UInt8] {
    guard let bytes = try source.tile(tile) else { throw .missing("\(tile) is not published") }
    return bytes
  }
}

extension EntryBundle {
  /// The entries of an address, out of a bundle that may be the full one.
  static func entries(
    _ bytes: [UInt8], of address: TileAddress
  ) throws(TileRefusal) -> [[UInt8]] {
    do {
      return try decode(bytes, at: address)
    } catch {
      guard !address.isFull else { throw error }
      return Array(try decode(bytes, at: address.full).prefix(address.width))
    }
  }
}
