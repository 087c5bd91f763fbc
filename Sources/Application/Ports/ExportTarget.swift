public import Journal

/// Where an export is written: a folder behind any web server, or memory in a test.
public protocol ExportTarget: Sendable {
  /// Writes a file whole, replacing what was there; the path is relative and well formed.
  func write(_ bytes: [UInt8], to path: String) throws(RecordFailure)

  /// Takes away the partial tiles of one whose full tile was written: readers take that.
  func removePartials(of tile: TileAddress) throws(RecordFailure)
}

extension ExportTarget {
  /// Writes a tile or a bundle; a full one takes the place of its partial ones.
  func write(_ bytes: [UInt8], at tile: TileAddress) throws(RecordFailure) {
    try write(bytes, to: tile.path)
    if tile.isFull { try removePartials(of: tile) }
  }
}
