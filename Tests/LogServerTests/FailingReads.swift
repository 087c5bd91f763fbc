import Application
import Quantities
import Synchronization

/// Counts reads, and has one, or some in a row, fail.
final class FailingReads: Sendable {
  private let left = Mutex((skipped: 0, failing: 0))

  /// From the read after so many on, so many fail.
  func fail(_ count: Int = 1, after skipped: Int = 0) {
    left.withLock { $0 = (skipped, count) }
  }

  /// Whether this read fails.
  func isFailing() -> Bool {
    left.withLock { left in
      if left.skipped > 0 {
        left.skipped -= 1
        return false
      }
      guard left.failing > 0 else { return false }
      left.failing -= 1
      return true
    }
  }
}

/// A journal whose disk fails for a moment when it is read.
struct FailingJournal: JournalStore {
  let store: any JournalStore
  let reads: FailingReads

  private func read() throws(JournalStoreFailure) {
    if reads.isFailing() { throw .unavailable("Cannot read the disk: Input/output error.") }
  }

  func durability() throws(JournalStoreFailure) -> JournalDurability { try store.durability() }

  func size() throws(JournalStoreFailure) -> Int64 {
    try read()
    return try store.size()
  }

  func leaves(_ range: Range<Int64>) throws(JournalStoreFailure) -> [[UInt8]] {
    try read()
    return try store.leaves(range)
  }

  func identities(_ range: Range<Int64>) throws(JournalStoreFailure) -> [Digest] {
    try read()
    return try store.identities(range)
  }

  func index(of identity: Digest) throws(JournalStoreFailure) -> Int64? {
    try read()
    return try store.index(of: identity)
  }

  func append(_ batch: JournalBatch) throws(JournalStoreFailure) { try store.append(batch) }

  func install(
    _ checkpoint: JournalCheckpoint, at time: Timestamp,
    parts: () throws(JournalStoreFailure) -> JournalPart?
  ) throws(JournalStoreFailure) {
    try store.install(checkpoint, at: time, parts: parts)
  }

  func tile(_ place: TilePlace, width: Int) throws(JournalStoreFailure) -> [UInt8]? {
    try read()
    return try store.tile(place, width: width)
  }

  func newestCheckpoint() throws(JournalStoreFailure) -> JournalCheckpoint? {
    try read()
    return try store.newestCheckpoint()
  }

  func checkpoint(size: Int64) throws(JournalStoreFailure) -> JournalCheckpoint? {
    try read()
    return try store.checkpoint(size: size)
  }

  func keep(
    _ cosignatures: [JournalCosignature], size: Int64
  ) throws(JournalStoreFailure) { try store.keep(cosignatures, size: size) }

  func cosignatures(size: Int64) throws(JournalStoreFailure) -> [JournalCosignature] {
    try read()
    return try store.cosignatures(size: size)
  }

  func newestCosignedSize() throws(JournalStoreFailure) -> Int64? {
    try read()
    return try store.newestCosignedSize()
  }

  func promise(_ promise: JournalPromise) throws(JournalStoreFailure) {
    try store.promise(promise)
  }

  func promises() throws(JournalStoreFailure) -> [JournalPromise] {
    try read()
    return try store.promises()
  }

  func dropPromise(_ identity: Digest) throws(JournalStoreFailure) {
    try store.dropPromise(identity)
  }

  func restoration() throws(JournalStoreFailure) -> JournalRestoration? {
    try read()
    return try store.restoration()
  }

  func confirmRestoration() throws(JournalStoreFailure) { try store.confirmRestoration() }
}

/// Blobs whose disk fails for a moment when they are read.
struct FailingBlobs: BlobStore {
  let blobs: any BlobStore
  let reads: FailingReads

  private func read() throws(BlobFailure) {
    if reads.isFailing() { throw .unavailable("Cannot read the disk: Input/output error.") }
  }

  func get(_ digest: Digest, lengthBytes: Int64?) throws(BlobFailure) -> [UInt8]? {
    try read()
    return try blobs.get(digest, lengthBytes: lengthBytes)
  }

  func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest { try blobs.put(bytes) }

  func has(_ digest: Digest) throws(BlobFailure) -> Bool {
    try read()
    return try blobs.has(digest)
  }

  func list() throws(BlobFailure) -> [Digest] {
    try read()
    return try blobs.list()
  }
}
