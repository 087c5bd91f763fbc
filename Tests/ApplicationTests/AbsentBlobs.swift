import Application
import Quantities
import Synchronization

/// Blobs in memory of which some can be hidden, as when a mirror lacks them.
final class AbsentBlobs: BlobStore {
  private let blobs = MemoryBlobs()
  private let hidden = Mutex<Set<Digest>>([])
  private let reads = Mutex<[Digest: Int]>([:])

  func hide(_ digest: Digest) {
    hidden.withLock { _ = $0.insert(digest) }
  }

  /// How often the bytes of a name were asked for since this was last asked.
  func takeReads(of digest: Digest) -> Int {
    reads.withLock { $0.removeValue(forKey: digest) ?? 0 }
  }

  private func isHidden(_ digest: Digest) -> Bool { hidden.withLock { $0.contains(digest) } }

  func get(_ digest: Digest, lengthBytes: Int64?) throws(BlobFailure) -> [UInt8]? {
    reads.withLock { $0[digest, default: 0] += 1 }
    return isHidden(digest) ? nil : try blobs.get(digest, lengthBytes: lengthBytes)
  }

  func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest { try blobs.put(bytes) }

  func has(_ digest: Digest) throws(BlobFailure) -> Bool {
    isHidden(digest) ? false : try blobs.has(digest)
  }

  func list() throws(BlobFailure) -> [Digest] {
    try blobs.list().filter { !isHidden($0) }
  }
}
