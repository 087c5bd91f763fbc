public import Quantities

/// Something wrong with a data folder, or worth knowing of it.
public enum DoctorFinding: Hashable, Sendable {
  /// SQLite or the schema's history finds the file damaged.
  case databaseDamaged(String)
  /// A leaf that cannot be read as one.
  case leafUnreadable(index: Int64)
  /// A leaf whose payload has another identity than the one kept beside it.
  case leafIdentity(index: Int64)
  /// A tile that is missing, or has other hashes than the leaves give.
  case tileDiffers(TilePlace)
  /// No checkpoint for the log's size.
  case checkpointMissing(size: Int64)
  /// A checkpoint that cannot be read, or states another size or root than the log has.
  case checkpointDiffers(size: Int64)
  /// A blob whose bytes are not those of its name.
  case blobAltered(Digest)
  /// The log came from a backup and may not sign yet.
  case restorationUnconfirmed(size: Int64)
  /// A receipt promised an entry that should be in the log by now.
  case promiseOverdue(Digest, admitBy: Timestamp)
  /// Files that an earlier run did not finish.
  case leftovers(count: Int)
  /// A process writes to the folder now.
  case writerAtWork(process: Int32?)
  /// A folder or file that others than its owner may write.
  case openToOthers(path: String)
  /// Secrets that others than their owner may read.
  case secretReadable(path: String)
  /// Little space on the disk.
  case spaceLow(bytes: Int64)
  /// What the world outside did not let the doctor look at.
  case unseen(String)
}

extension DoctorFinding {
  /// How serious it is.
  public enum Severity: String, Hashable, Sendable {
    /// The record is not what it was; nothing may be signed on top.
    case damage
    /// Something that will hurt.
    case warning
    /// Worth knowing.
    case note
  }

  /// How serious it is.
  public var severity: Severity {
    switch self {
    case .databaseDamaged, .leafUnreadable, .leafIdentity, .tileDiffers, .checkpointMissing,
      .checkpointDiffers, .blobAltered:
      .damage
    case .restorationUnconfirmed, .promiseOverdue, .openToOthers, .secretReadable, .spaceLow,
      .unseen:
      .warning
    case .leftovers, .writerAtWork: .note
    }
  }

  /// Whether `--mend` takes it away.
  public var isMendable: Bool {
    switch self {
    case .leftovers, .openToOthers, .secretReadable: true
    default: false
    }
  }

  /// The stable code.
  public var code: String {
    switch self {
    case .databaseDamaged: "doctor-database"
    case .leafUnreadable: "doctor-leaf-unreadable"
    case .leafIdentity: "doctor-leaf-identity"
    case .tileDiffers: "doctor-tile"
    case .checkpointMissing: "doctor-checkpoint-missing"
    case .checkpointDiffers: "doctor-checkpoint"
    case .blobAltered: "doctor-blob"
    case .restorationUnconfirmed: "doctor-restored"
    case .promiseOverdue: "doctor-promise-overdue"
    case .leftovers: "doctor-leftovers"
    case .writerAtWork: "doctor-writer"
    case .openToOthers: "doctor-open-to-others"
    case .secretReadable: "doctor-secret-readable"
    case .spaceLow: "doctor-space"
    case .unseen: "doctor-unseen"
    }
  }

  /// What was found.
  public var sentence: String {
    switch self {
    case .databaseDamaged(let what): "journal.sqlite: \(what)."
    case .leafUnreadable(let index): "Leaf \(index) cannot be read as an entry."
    case .leafIdentity(let index): "Leaf \(index) is not the entry that its identity names."
    case .tileDiffers(let place):
      "Tile \(place) is missing, or is not what the entries hash to."
    case .checkpointMissing(let size): "No checkpoint is kept for the log's size, \(size)."
    case .checkpointDiffers(let size):
      "The checkpoint of size \(size) states another size or root than the entries give."
    case .blobAltered(let digest): "Blob \(digest.hex) does not hold the bytes of its name."
    case .restorationUnconfirmed(let size):
      "The log was restored at size \(size) and signs nothing until it is confirmed."
    case .promiseOverdue(let identity, let admitBy):
      "Entry \(identity.hex) was promised for \(admitBy.text) and is not in the log."
    case .leftovers(let count): "\(count) temporary files were left by runs that were cut off."
    case .writerAtWork(let process?): "Process \(process) has the folder open for writing."
    case .writerAtWork(nil): "A process has the folder open for writing."
    case .openToOthers(let path): "\(path) can be written by others than its owner."
    case .secretReadable(let path): "\(path) can be read by others than its owner."
    case .spaceLow(let bytes): "Only \(bytes >> 20) MiB are left on the disk."
    case .unseen(let message): message
    }
  }

  /// How to mend it.
  public var advice: String {
    switch self {
    case .databaseDamaged, .leafUnreadable, .leafIdentity, .tileDiffers, .checkpointMissing,
      .checkpointDiffers:
      "Stop the server, keep the folder as it is, and restore the newest backup or a mirror."
    case .blobAltered: "Fetch the blob from a mirror or a backup and put it in the same place."
    case .restorationUnconfirmed:
      "Run stipend restore --confirm with the newest cosigned checkpoint."
    case .promiseOverdue: "Start the server: it logs what was promised, or refuses it, signed."
    case .leftovers: "Run stipend doctor --mend while nobody writes."
    case .writerAtWork: "Nothing to do; findings about files in the making may come and go."
    case .openToOthers, .secretReadable:
      "Run stipend doctor --mend, and ask who could have used it."
    case .spaceLow: "Make room before the server stops for want of it."
    case .unseen: "Let the doctor read it, and run it again."
    }
  }
}
