import Encoding
import Keys
public import Quantities

/// What a backup holds, written last, so that one that was cut off has none.
public struct BackupManifest: Hashable, Sendable {
  /// Leaves of the log.
  public var size: Int64
  /// SHA-256 of the journal's file.
  public var journal: Digest
  /// Number of blobs.
  public var blobCount: Int
  /// SHA-256 of the blobs' digests in ascending order.
  public var blobs: Digest
  /// When it was taken.
  public var takenAt: Timestamp

  /// SHA-256 over digests in ascending order.
  static func digest(of names: [Digest]) -> Digest {
    var hasher = Sha256()
    for name in names { hasher.update(name.bytes) }
    return hasher.digest()
  }

  /// The manifest as a file.
  public var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("backup", 1)
      writer.field("size", Int(size))
      writer.field("journal", journal.hex)
      writer.field("blobCount", blobCount)
      writer.field("blobs", blobs.hex)
      writer.field("takenAt", takenAt.text)
    }
    return writer.finish() + [10]
  }
}
