import Keys
public import Quantities

/// A store's blobs, and files that are not in it yet, for judging what names them.
public struct BlobsBeside: BlobStore {
  private let store: any BlobStore
  private let beside: [Digest: [UInt8]]

  /// Lays files beside a store; nothing is written to it.
  public init(_ store: any BlobStore, _ files: [[UInt8]]) {
    self.store = store
    beside = Dictionary(files.map { (Sha256.digest(of: $0), $0) }) { first, _ in first }
  }

  /// The bytes of that name, from beside or from the store.
  public func get(_ digest: Digest, lengthBytes: Int64?) throws(BlobFailure) -> [UInt8]? {
    guard let bytes = beside[digest] else { return try store.get(digest, lengthBytes: lengthBytes) }
    guard lengthBytes.map({ $0 == Int64(bytes.count) }) ?? true else { throw .altered(digest) }
    return bytes
  }

  /// Whether there are bytes of that name.
  public func has(_ digest: Digest) throws(BlobFailure) -> Bool {
    beside[digest] != nil ? true : try store.has(digest)
  }

  /// Keeps bytes in the store.
  public func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest { try store.put(bytes) }

  /// The store's names.
  public func list() throws(BlobFailure) -> [Digest] { try store.list() }
}
