import Journal
import Quantities

/// Published tiles in memory.
struct MemoryTiles: TileSource {
  struct Missing: Error, Equatable {
    let tile: TileAddress
  }

  private(set) var files: [TileAddress: [UInt8]] = [:]

  mutating func publish(_ tiles: [ProducedTile]) {
    for tile in tiles { files[tile.address] = tile.tile.bytes }
  }

  mutating func replace(_ address: TileAddress, _ bytes: [UInt8]?) { files[address] = bytes }

  func bytes(of tile: TileAddress) throws(Missing) -> [UInt8] {
    guard let bytes = files[tile] ?? files[tile.full] else { throw Missing(tile: tile) }
    return bytes
  }
}
