import Application
import BlobFiles
import Journal
import Quantities

/// What a published log answers to readers, path by path, from a store and a blob store.
struct LogReading: Sendable {
  let store: any JournalStore
  let blobs: any BlobStore

  /// A tile of hashes or a bundle of entries; nil where the log has none of that width.
  func tile(_ address: TileAddress) throws(JournalStoreFailure) -> [UInt8]? {
    switch address.content {
    case .hashes(let level):
      let place = TilePlace(level: level, number: Int64(address.index))
      return try store.tile(place, width: address.width)
    case .entries:
      let (first, overflow) = Int64(address.index)
        .multipliedReportingOverflow(by: Int64(TileAddress.fullWidth))
      guard !overflow, first <= Int64.max - Int64(address.width) else { return nil }
      let leaves = try store.leaves(first..<first + Int64(address.width))
      guard leaves.count == address.width else { return nil }
      do {
        return try EntryBundle.encode(leaves)
      } catch {
        throw .damaged("A leaf of bundle \(address.index) is longer than any: \(error)")
      }
    }
  }

  /// A blob as it lies in a data folder: one zlib stream.
  func blob(_ digest: Digest) throws(BlobFailure) -> [UInt8]? {
    if let stored = blobs as? any CompressedBlobs {
      return try stored.compressed(digest, limitBytes: Self.limitStoredBytes)
    }
    return try blobs.get(digest).map(ZlibStream.compress)
  }

  /// The longest stored blob that is served.
  private static let limitStoredBytes = 512 << 20
}
