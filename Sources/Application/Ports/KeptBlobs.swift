import Quantities
import Synchronization

/// Blobs of another store, read, decompressed and hashed once while there is room for them; those
/// that are known to be asked for are read while others are worked on.
///
/// What is read in all is counted, and beyond a limit nothing more is: a hostile server cannot make
/// a reader read for ever.
final class KeptBlobs: BlobStore {
  private struct Kept {
    var shelf: Shelf<Digest, [UInt8]>
    var readBytes: Int64 = 0
    var count = 0
  }

  private let store: any BlobStore
  private let limitReadBytes: Int64
  private let kept: Mutex<Kept>
  private let ahead: BlobsAhead

  /// Keeps up to so many bytes, and reads up to so many.
  init(
    _ store: any BlobStore, limitBytes: Int = KeptBlobs.standardBytes,
    limitReadBytes: Int64 = .max
  ) {
    self.store = store
    self.limitReadBytes = limitReadBytes
    kept = Mutex(Kept(shelf: Shelf(limitBytes: limitBytes)))
    ahead = BlobsAhead(store)
  }

  /// Begins to read blobs that will be asked for in this order, those that are not kept.
  func expect(_ digests: [Digest]) {
    ahead.expect(kept.withLock { kept in digests.filter { kept.shelf[$0] == nil } })
  }

  /// Reads nothing ahead any more.
  func expectNothing() { ahead.end() }

  /// Lets go what was not asked for during the last turns.
  func beginTurn() { kept.withLock { $0.shelf.beginTurn() } }

  /// 32 MiB: a day's evidence of three observers of a large program.
  static var standardBytes: Int { 32 << 20 }

  /// How many bytes were read from the store.
  var readBytes: Int64 { kept.withLock { $0.readBytes } }

  /// How many blobs were read from the store, one read again counted again.
  var count: Int { kept.withLock { $0.count } }

  /// Whether more was asked for than is read.
  var isExhausted: Bool { readBytes > limitReadBytes }

  func get(_ digest: Digest, lengthBytes: Int64?) throws(BlobFailure) -> [UInt8]? {
    if let bytes = kept.withLock({ $0.shelf[digest] }) {
      guard lengthBytes.map({ $0 == Int64(bytes.count) }) ?? true else { throw .altered(digest) }
      return bytes
    }
    guard !isExhausted else { throw .tooLarge(limitBytes: limitReadBytes) }
    let bytes: [UInt8]
    if let early = ahead.take(digest) {
      guard lengthBytes.map({ $0 == Int64(early.count) }) ?? true else { throw .altered(digest) }
      bytes = early
    } else {
      guard let found = try store.get(digest, lengthBytes: lengthBytes) else { return nil }
      bytes = found
    }
    kept.withLock { kept in
      kept.readBytes += Int64(bytes.count)
      kept.count += 1
      kept.shelf.keep(bytes, for: digest, bytes: bytes.count)
    }
    return bytes
  }

  func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest { try store.put(bytes) }

  func has(_ digest: Digest) throws(BlobFailure) -> Bool {
    if kept.withLock({ $0.shelf[digest] != nil }) { return true }
    return try store.has(digest)
  }

  func list() throws(BlobFailure) -> [Digest] { try store.list() }
}
