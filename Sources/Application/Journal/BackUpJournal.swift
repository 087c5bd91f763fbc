public import Quantities

/// Copies a program's record while it is being written: journal first, then every blob.
///
/// A blob is durable before the entry that names it, so a list of blobs taken after the journal's
/// copy holds all that the copy names.
public struct BackUpJournal {
  private let blobs: any BlobStore
  private let target: any BackupFolder

  /// Takes where blobs lie, and where the backup goes.
  public init(blobs: any BlobStore, to target: any BackupFolder) {
    self.blobs = blobs
    self.target = target
  }

  /// Makes the backup; tells how many blobs of how many are copied.
  public func run(
    at time: Timestamp, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(BackupFailure) -> BackupManifest {
    guard try target.isEmpty() else { throw .taken }
    let copy = try target.copyJournal()
    let size: Int64
    do {
      size = try copy.journal.size()
    } catch {
      throw .journal(error)
    }
    let names = try BlobCopying(from: blobs, to: target.blobs).copyAll(progress: progress)
    let manifest = BackupManifest(
      size: size, journal: copy.digest, blobCount: names.count,
      blobs: BackupManifest.digest(of: names), takenAt: time)
    try target.writeManifest(manifest.bytes)
    return manifest
  }
}

/// Blobs copied from one store to another, each hashed when read and read again when written.
struct BlobCopying {
  private let source: any BlobStore
  private let target: any BlobStore

  init(from source: any BlobStore, to target: any BlobStore) {
    self.source = source
    self.target = target
  }

  /// Copies every blob; gives their names, ascending.
  func copyAll(progress: (Int, Int) -> Void) throws(BackupFailure) -> [Digest] {
    let names: [Digest]
    do {
      names = try source.list()
    } catch {
      throw .unavailable("The blobs cannot be listed: \(error).")
    }
    for (number, name) in names.enumerated() {
      try copy(name)
      progress(number + 1, names.count)
    }
    return names
  }

  private func copy(_ name: Digest) throws(BackupFailure) {
    do throws(BlobFailure) {
      guard let bytes = try source.get(name) else { throw BlobFailure.altered(name) }
      guard try target.put(bytes) == name,
        try target.get(name, lengthBytes: Int64(bytes.count)) != nil
      else { throw BlobFailure.altered(name) }
    } catch {
      switch error {
      case .altered: throw .blobAltered(name)
      case .tooLarge(let limit): throw .unavailable("A blob is larger than \(limit) bytes.")
      case .unavailable(let message): throw .unavailable(message)
      }
    }
  }
}
