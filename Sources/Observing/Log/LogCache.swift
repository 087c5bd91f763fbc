import Application
import BlobFiles
import Glibc
import Journal
import Quantities

/// What was read of a log, in the layout of an export; it may be deleted at any time.
struct LogCache: Sendable {
  let log: FolderLog<PosixFileSystem>
  let blobs: FileBlobs<PosixFileSystem>
  private let export: FolderExport<PosixFileSystem>

  init(_ folder: String) {
    let mark = "\(getpid())"
    log = FolderLog(folder, on: PosixFileSystem())
    export = FolderExport(folder, mark: mark, on: PosixFileSystem())
    blobs = FileBlobs(
      folder: "\(folder)/blob", mark: mark, on: PosixFileSystem(),
      limitUnknownBytes: PublishedBlobs.limitBytes)
  }

  var hasCheckpoint: Bool { (try? log.checkpoint()) != nil }

  /// Keeps a checkpoint; its tiles are there, as it was read with them. A disk that takes nothing
  /// costs the cache alone.
  func keep(_ checkpoint: [UInt8]) { try? export.write(checkpoint, to: "checkpoint") }

  func keep(_ bytes: [UInt8], at tile: TileAddress) { try? export.write(bytes, to: tile.path) }
}

/// A log at one checkpoint, whose full tiles are read from the cache where they are there.
struct CachedLog: LogSource {
  private let bytes: [UInt8]
  private let source: any LogSource
  private let cache: LogCache

  init(checkpoint: [UInt8], _ source: any LogSource, _ cache: LogCache) {
    bytes = checkpoint
    self.source = source
    self.cache = cache
  }

  func checkpoint() throws(LogSourceFailure) -> [UInt8] { bytes }

  /// Every tile is proven under the checkpoint by the reader, wherever it came from.
  func tile(_ address: TileAddress) throws(LogSourceFailure) -> [UInt8]? {
    if let kept = try? cache.log.tile(address), address.isFull { return kept }
    guard let bytes = try source.tile(address) else { return nil }
    cache.keep(bytes, at: address)
    return bytes
  }
}

/// Blobs of a log, each fetched once.
struct CachedBlobs: BlobStore {
  private let kept: FileBlobs<PosixFileSystem>
  private let source: any BlobStore

  init(_ kept: FileBlobs<PosixFileSystem>, _ source: any BlobStore) {
    self.kept = kept
    self.source = source
  }

  func get(_ digest: Digest, lengthBytes: Int64?) throws(BlobFailure) -> [UInt8]? {
    if let bytes = try? kept.get(digest, lengthBytes: lengthBytes) { return bytes }
    guard let bytes = try source.get(digest, lengthBytes: lengthBytes) else { return nil }
    _ = try? kept.put(bytes)
    return bytes
  }

  func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest { try kept.put(bytes) }

  func has(_ digest: Digest) throws(BlobFailure) -> Bool {
    if try kept.has(digest) { return true }
    return try source.has(digest)
  }

  func list() throws(BlobFailure) -> [Digest] { try kept.list() }
}
