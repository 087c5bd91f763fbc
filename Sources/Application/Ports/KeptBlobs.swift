import Quantities
import Synchronization

/// Blobs of another store, each read, decompressed and hashed once.
///
/// Verifying an epoch needs its segments twice, for the freeze and for the tally; what is kept goes
/// away with the epoch.
final class KeptBlobs: BlobStore {
  private let store: any BlobStore
  private let kept = Mutex<[Digest: [UInt8]]>([:])

  init(_ store: any BlobStore) {
    self.store = store
  }

  func get(_ digest: Digest, lengthBytes: Int64?) throws(BlobFailure) -> [UInt8]? {
    if let bytes = kept.withLock({ $0[digest] }) {
      guard lengthBytes.map({ $0 == Int64(bytes.count) }) ?? true else { throw .altered(digest) }
      return bytes
    }
    guard let bytes = try store.get(digest, lengthBytes: lengthBytes) else { return nil }
    kept.withLock { $0[digest] = bytes }
    return bytes
  }

  func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest { try store.put(bytes) }

  func has(_ digest: Digest) throws(BlobFailure) -> Bool { try store.has(digest) }

  func list() throws(BlobFailure) -> [Digest] { try store.list() }
}
