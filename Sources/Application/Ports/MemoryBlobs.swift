import Keys
public import Quantities
import Synchronization

/// Blobs in memory, for tests and simulations.
public final class MemoryBlobs: RemovableBlobs {
  private let blobs = Mutex(SortedMap<Digest, [UInt8]>())
  private let limitBytes: Int64

  /// Begins empty; takes no blob of more than `limitBytes`.
  public init(limitBytes: Int64 = 1 << 30) {
    self.limitBytes = limitBytes
  }

  /// Bytes of a name, verified like those of any store.
  public func get(
    _ digest: Digest, lengthBytes: Int64?
  ) throws(BlobFailure) -> [UInt8]? {
    guard let bytes = blobs.withLock({ $0[digest] }) else { return nil }
    guard lengthBytes.map({ $0 == Int64(bytes.count) }) ?? true,
      Sha256.digest(of: bytes) == digest
    else { throw .altered(digest) }
    return bytes
  }

  /// Keeps bytes.
  @discardableResult
  public func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest {
    guard Int64(bytes.count) <= limitBytes else { throw .tooLarge(limitBytes: limitBytes) }
    let digest = Sha256.digest(of: bytes)
    blobs.withLock { $0[digest] = bytes }
    return digest
  }

  /// Whether there are bytes of that name.
  public func has(_ digest: Digest) throws(BlobFailure) -> Bool {
    blobs.withLock { $0[digest] != nil }
  }

  /// Every name, ascending.
  public func list() throws(BlobFailure) -> [Digest] { blobs.withLock { $0.keys } }

  /// Puts other bytes in a name's place, as damage would.
  public func damage(_ digest: Digest, with bytes: [UInt8]) {
    blobs.withLock { $0[digest] = bytes }
  }

  /// Takes a name away, as a loss or a withdrawal would.
  public func remove(_ digest: Digest) {
    blobs.withLock { $0[digest] = nil }
  }
}
