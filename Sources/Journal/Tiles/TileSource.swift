/// Where tiles come from, not yet trusted: a folder, a database, a server.
public protocol TileSource {
  /// Why a tile could not be had.
  associatedtype Failure: Error
  /// The bytes of a hash tile; a source that keeps only the full tile may answer with that.
  func bytes(of tile: TileAddress) throws(Failure) -> [UInt8]
}

/// Why a hash could not be had from tiles.
public enum TileFailure<SourceFailure: Error>: Error {
  /// The source has not given the tile.
  case source(SourceFailure)
  /// What it gave is not the tree's.
  case refused(TileRefusal)
}

extension TileFailure: Equatable where SourceFailure: Equatable {}
extension TileFailure: Sendable where SourceFailure: Sendable {}

extension TileFailure: CustomStringConvertible {
  /// What went wrong, in words.
  public var description: String {
    switch self {
    case .source(let failure): "\(failure)"
    case .refused(let refusal): "\(refusal)"
    }
  }
}
