/// Why a tile or a bundle of entries was refused.
public enum TileRefusal: Error, Hashable, Sendable {
  /// The path is not the one of any tile.
  case path
  /// The tree has no such tile.
  case outsideTree(TileAddress)
  /// The tile is not the length of its hashes.
  case length(TileAddress, expected: Int, found: Int)
  /// The hashes do not lead to the tree's root.
  case hash(TileAddress)
  /// The bundle ends inside an entry, or holds more or fewer entries than it should.
  case bundleCount(TileAddress)
  /// An entry's hash is not the one in the tile.
  case entryHash(TileAddress, index: Int)
  /// An entry is longer than a bundle can hold.
  case entryTooLong(bytes: Int, limit: Int)

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .path: "tile-path"
    case .outsideTree: "tile-outside-tree"
    case .length: "tile-length"
    case .hash: "tile-hash"
    case .bundleCount: "bundle-count"
    case .entryHash: "bundle-entry-hash"
    case .entryTooLong: "bundle-entry-too-long"
    }
  }
}

extension TileRefusal: CustomStringConvertible {
  /// The rule in words, with its figures.
  public var description: String {
    switch self {
    case .path: "this is not the path of a tile"
    case .outsideTree(let tile): "\(tile): the tree has no such tile"
    case .length(let tile, let expected, let found):
      "\(tile): \(found) bytes instead of \(expected)"
    case .hash(let tile): "\(tile): its hashes do not lead to the tree's root"
    case .bundleCount(let tile): "\(tile): it does not hold exactly the entries that it should"
    case .entryHash(let tile, let index):
      "\(tile): entry \(index) is not the one that the tree holds"
    case .entryTooLong(let bytes, let limit):
      "an entry of \(bytes) bytes; a bundle holds \(limit) at most"
    }
  }
}
