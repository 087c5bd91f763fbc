public import Journal
public import Program
import Quantities

/// Reads a published log's entries in order, folds them, and believes no entry that is not proven
/// to stand under a checkpoint.
///
/// One bundle is held at a time.
public struct LogWalk {
  /// The entries so far, folded.
  public private(set) var fold: JournalFold
  /// The tree of the entries so far.
  public private(set) var frontier = TreeFrontier()
  private var reader = EntryReader()

  /// Begins before entry 0; the rules that entries name are read from the blobs.
  public init(blobs: any BlobStore) {
    fold = JournalFold(blobs: blobs)
  }

  /// What the entries say; nil before entry 0.
  public var state: ProgramState? { fold.log?.state }

  /// Takes in entries whose bytes were proven, or will be by the root; `note` sees each.
  public mutating func take(
    _ leaves: some Sequence<[UInt8]>, note: (LoggedEntry) -> Void = { _ in }
  ) throws(JournalFailure) {
    for leaf in leaves {
      let entry: LoggedEntry
      do {
        entry = try reader.read(leaf: leaf)
      } catch {
        throw .leaf(index: fold.size, error)
      }
      try fold.take(entry)
      frontier.append(TreeHash.leaf(leaf))
      note(entry)
    }
  }

  /// The bundle with the next entry under a head, and its address; nil when all were taken in.
  public func nextBundle(under head: TreeHead) -> TileAddress? {
    guard frontier.size < head.size else { return nil }
    let index = frontier.size / TileAddress.fullWidth
    let width = TileGeometry.width(of: .entries, index: index, size: head.size)
    return TileAddress(.entries, index: index, width: width)
  }

  /// The entries of a bundle that were not taken in yet.
  public func rest(_ leaves: [[UInt8]], of address: TileAddress) -> ArraySlice<[UInt8]> {
    leaves.dropFirst(frontier.size - address.index * TileAddress.fullWidth)
  }

  /// Reads a bundle, proven by the tiles of a checkpoint.
  public static func bundle(
    _ address: TileAddress, from source: any LogSource,
    provenBy tiles: inout TileHashReader<PublishedTiles>
  ) throws(TileFailure<LogSourceFailure>) -> [[UInt8]] {
    let bytes: [UInt8]?
    do {
      bytes = try source.tile(address)
    } catch {
      throw .source(error)
    }
    guard let bytes else { throw .source(.missing("\(address) is not published")) }
    let leaves: [[UInt8]]
    do {
      leaves = try EntryBundle.entries(bytes, of: address)
    } catch {
      throw .refused(error)
    }
    try tiles.verify(leaves, bundle: address.index)
    return leaves
  }
}
