import Encoding
public import Quantities

/// Makes a data folder out of a backup; the log in it is marked, and signs nothing until confirmed.
public struct RestoreJournal {
  private let source: any BackupFolder
  private let blobs: any BlobStore

  /// Takes the backup, and where blobs go.
  public init(from source: any BackupFolder, blobs: any BlobStore) {
    self.source = source
    self.blobs = blobs
  }

  /// Verifies all of the backup while copying; the journal becomes visible last.
  public func run(
    at time: Timestamp, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(BackupFailure) -> BackupManifest {
    guard let bytes = try source.readManifest() else { throw .unfinished }
    let manifest = try BackupManifest(bytes: bytes)
    guard try source.journalDigest() == manifest.journal else { throw .journalAltered }
    let names = try BlobCopying(from: source.blobs, to: blobs).copyAll(progress: progress)
    guard names.count == manifest.blobCount, BackupManifest.digest(of: names) == manifest.blobs
    else { throw .blobsDiffer(expected: manifest.blobCount, found: names.count) }
    try source.installJournal(at: time)
    return manifest
  }
}

extension BackupManifest {
  /// Reads a manifest, in the one spelling that `bytes` writes.
  public init(bytes: [UInt8]) throws(BackupFailure) {
    guard let manifest = Self.read(bytes) else { throw .manifest("it is none of ours") }
    guard manifest.bytes == bytes else { throw .manifest("it is not in its canonical form") }
    self = manifest
  }

  private static func read(_ bytes: [UInt8]) -> BackupManifest? {
    do {
      let tree = try JSONReader.read(bytes, limitBytes: 4_096, limitDepth: 2)
      var fields = try JSONNode(tree).fields()
      let version: Int = try fields.required("backup").integer(in: 1...1)
      precondition(version == 1, "The range lets no other version pass.")
      let manifest = BackupManifest(
        size: try fields.required("size").integer(in: 0...Int64.max),
        journal: try Digest(hex: fields.required("journal").string()),
        blobCount: try fields.required("blobCount").integer(in: 0...Int.max),
        blobs: try Digest(hex: fields.required("blobs").string()),
        takenAt: try Timestamp(fields.required("takenAt").string()))
      try fields.finish()
      return manifest
    } catch {
      return nil
    }
  }
}
