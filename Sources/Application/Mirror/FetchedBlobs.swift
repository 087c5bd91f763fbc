import Quantities

/// Blobs at hand, and where one is not, those of a published log, kept as soon as they were read.
struct FetchedBlobs: BlobStore {
  let kept: any BlobStore
  let source: any BlobStore

  func get(_ digest: Digest, lengthBytes: Int64?) throws(BlobFailure) -> [UInt8]? {
    var damage: BlobFailure?
    do {
      if let bytes = try kept.get(digest, lengthBytes: lengthBytes) { return bytes }
    } catch {
      // A damaged copy is fetched again.
      guard case .altered = error else { throw error }
      damage = error
    }
    guard let bytes = try source.get(digest, lengthBytes: lengthBytes) else {
      if let damage { throw damage }
      return nil
    }
    try kept.put(bytes)
    return bytes
  }

  func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest { try kept.put(bytes) }

  func has(_ digest: Digest) throws(BlobFailure) -> Bool { try kept.has(digest) }

  func list() throws(BlobFailure) -> [Digest] { try kept.list() }
}
