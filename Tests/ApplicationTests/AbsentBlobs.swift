import Application
import Quantities
import Synchronization

/// Blobs in memory of which some can be hidden, as when a mirror lacks them.
final class AbsentBlobs: BlobStore {
  private let blobs = MemoryBlobs()
  private let hidden = Mutex<Set<Digest>>([])

  func hide(_ digest: Digest) {
    hidden.withLock { _ = $0.insert(digest) }
  }

  private func isHidden(_ digest: Digest) -> Bool { hidden.withLock { $0.contains(digest) } }

  func get(_ digest: Digest, lengthBytes: Int64?) throws(BlobFailure) -> [UInt8]? {
    isHidden(digest) ? nil : try blobs.get(digest, lengthBytes: lengthBytes)
  }

  func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest { try blobs.put(bytes) }

  func has(_ digest: Digest) throws(BlobFailure) -> Bool {
    isHidden(digest) ? false : try blobs.has(digest)
  }

  func list() throws(BlobFailure) -> [Digest] {
    try blobs.list().filter { !isHidden($0) }
  }
}
