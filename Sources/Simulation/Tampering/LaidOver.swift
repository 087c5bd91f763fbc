public import Application
public import Journal
public import Keys
import Quantities

/// A log whose entries were changed, under the old tiles and checkpoint.
struct LaidOver: LogSource {
  let source: any LogSource
  let leaves: [[UInt8]]

  func checkpoint() throws(LogSourceFailure) -> [UInt8] { try source.checkpoint() }

  func tile(_ address: TileAddress) throws(LogSourceFailure) -> [UInt8]? {
    guard case .entries = address.content else { return try source.tile(address) }
    return bundle(address, of: leaves)
  }
}

/// A log that its operator wrote anew: other entries, and a tree and checkpoint that fit them.
public struct ResignedLog: LogSource {
  private let leaves: [[UInt8]]
  private let tiles: [TileAddress: [UInt8]]
  private let note: [UInt8]

  /// Writes leaves as a log of that name, signed by its key.
  public init(_ leaves: [[UInt8]], origin: NoteName, key: SigningKey) {
    self.leaves = leaves
    var tree = TileAppender()
    var tiles: [TileAddress: [UInt8]] = [:]
    for tile in tree.append(leaves.map { TreeHash.leaf($0) }) {
      tiles[tile.address] = tile.tile.bytes
    }
    self.tiles = tiles
    let signer = sound(try NoteSigner(name: origin, purpose: .note, key: key))
    note = SignedCheckpoint(tree.head, by: signer).bytes
  }

  /// The checkpoint.
  public func checkpoint() throws(LogSourceFailure) -> [UInt8] { note }

  /// A tile or a bundle.
  public func tile(_ address: TileAddress) throws(LogSourceFailure) -> [UInt8]? {
    guard case .entries = address.content else { return tiles[address] }
    return bundle(address, of: leaves)
  }
}

/// The bundle at an address, as short as the leaves make it.
private func bundle(_ address: TileAddress, of leaves: [[UInt8]]) -> [UInt8]? {
  let first = address.index * TileAddress.fullWidth
  guard first < leaves.count else { return nil }
  return try? EntryBundle.encode(
    Array(leaves[first..<min(leaves.count, first + address.width)]))
}

/// Blobs of which one was changed or taken away.
struct ChangedBlobs: BlobStore {
  private let blobs: any BlobStore
  private let victim: Digest
  private let bytes: [UInt8]?

  init(_ blobs: any BlobStore, _ victim: Digest, bytes: [UInt8]?) {
    self.blobs = blobs
    self.victim = victim
    self.bytes = bytes
  }

  func get(_ digest: Digest, lengthBytes: Int64?) throws(BlobFailure) -> [UInt8]? {
    guard digest == victim else { return try blobs.get(digest, lengthBytes: lengthBytes) }
    guard let bytes else { return nil }
    guard Sha256.digest(of: bytes) == digest else { throw .altered(digest) }
    return bytes
  }

  func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest { try blobs.put(bytes) }

  func has(_ digest: Digest) throws(BlobFailure) -> Bool {
    digest == victim ? bytes != nil : try blobs.has(digest)
  }

  func list() throws(BlobFailure) -> [Digest] { try blobs.list() }
}
