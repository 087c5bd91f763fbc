public import Quantities

/// Where a backup is written to and read from: a journal's copy, blobs, and a manifest.
public protocol BackupFolder: Sendable {
  /// Whether nothing is there yet.
  func isEmpty() throws(BackupFailure) -> Bool
  /// The blobs of the backup.
  var blobs: any BlobStore { get }
  /// Copies a journal as it is at one moment, while others may write to it, and gives the digest
  /// of the file and the copy opened for reading.
  func copyJournal() throws(BackupFailure) -> (digest: Digest, journal: any JournalStore)
  /// The digest of the journal's file.
  func journalDigest() throws(BackupFailure) -> Digest
  /// Writes the manifest durably; only now is the backup whole.
  func writeManifest(_ bytes: [UInt8]) throws(BackupFailure)
  /// The manifest; nil where there is none.
  func readManifest() throws(BackupFailure) -> [UInt8]?
  /// Puts the copy in a data folder's place, marked as restored; it becomes visible whole.
  func installJournal(at time: Timestamp) throws(BackupFailure)
}

/// Why a backup was not made, or not restored.
public enum BackupFailure: Error, Hashable, Sendable {
  /// Something is there already.
  case taken
  /// There is no manifest: the backup was never finished, or this is none.
  case unfinished
  /// The manifest cannot be read; says why.
  case manifest(String)
  /// The journal's copy is not the one of the manifest.
  case journalAltered
  /// A blob is missing or damaged.
  case blobAltered(Digest)
  /// The blobs are not as many as, or others than, those of the manifest.
  case blobsDiffer(expected: Int, found: Int)
  /// The journal failed.
  case journal(JournalStoreFailure)
  /// The world outside failed.
  case unavailable(String)
}

extension BackupFailure {
  /// The stable code of the failure.
  public var code: String {
    switch self {
    case .taken: "backup-folder-taken"
    case .unfinished: "backup-unfinished"
    case .manifest: "backup-manifest"
    case .journalAltered: "backup-journal-altered"
    case .blobAltered: "backup-blob-altered"
    case .blobsDiffer: "backup-blobs-differ"
    case .journal(let failure): failure.code
    case .unavailable: "backup-unavailable"
    }
  }

  /// What is wrong, and what to do.
  public var sentence: String {
    switch self {
    case .taken: "The folder is not empty. Name a new one; a backup never overwrites."
    case .unfinished:
      "There is no manifest, so this backup was never finished. Take another one."
    case .manifest(let reason): "The manifest cannot be read: \(reason). Take another backup."
    case .journalAltered:
      "The journal's copy is not the one that the manifest names. Take another backup."
    case .blobAltered(let digest):
      "Blob \(digest.hex) is missing or damaged. Fetch it from a mirror, or take another copy."
    case .blobsDiffer(let expected, let found):
      "The manifest counts \(expected) blobs, and there are \(found), or others."
    case .journal(let failure): failure.sentence
    case .unavailable(let message): message
    }
  }
}

extension JournalStoreFailure {
  /// The stable code of the failure.
  public var code: String {
    switch self {
    case .conflict: "journal-conflict"
    case .alreadyLogged: "journal-duplicate"
    case .malformed: "journal-batch-malformed"
    case .unconfirmed: "journal-unconfirmed"
    case .readOnly: "journal-read-only"
    case .full: "journal-disk-full"
    case .damaged: "journal-damaged"
    case .newer: "journal-newer"
    case .busy: "journal-busy"
    case .unavailable: "journal-unavailable"
    }
  }

  /// What is wrong, and what to do.
  public var sentence: String {
    switch self {
    case .conflict(let expected, let actual):
      "The batch was made for \(expected) entries, and the log has \(actual). Prepare it again."
    case .alreadyLogged(let identity, let index):
      "Entry \(identity.hex) stands in the log already, as leaf \(index)."
    case .malformed(let reason): "The store refuses it: \(reason)."
    case .unconfirmed:
      "This log was restored from a backup. Hold it against the newest cosigned checkpoint first: "
        + "stipend restore --confirm."
    case .readOnly: "The data folder cannot be written. Check its owner, or where it is mounted."
    case .full: "No space is left on the data folder's disk. Nothing was written; make room."
    case .damaged(let what): "The journal is damaged: \(what). Run stipend doctor."
    case .newer(let found, let known):
      "The journal has schema \(found), and this release knows \(known). Use a newer release."
    case .busy(let process?): "Process \(process) writes to this journal. Only one may."
    case .busy(nil): "Another process writes to this journal. Only one may."
    case .unavailable(let message): message
    }
  }
}
