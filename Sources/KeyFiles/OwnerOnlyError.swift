/// Why a file that holds a secret was neither read nor written.
public enum OwnerOnlyError: Error, Hashable, Sendable {
  /// There is no such file.
  case missing(String)
  /// The name is taken; a key is never overwritten.
  case exists(String)
  /// It is a folder, a link, a device or a pipe.
  case notAFile(String)
  /// It belongs to another user.
  case anotherOwner(String)
  /// Others than the owner may read or write it; the permissions, in octal.
  case tooOpen(String, mode: String)
  /// Others than the owner may look into its folder or change it.
  case folderTooOpen(String, mode: String)
  /// It is longer than any such file.
  case tooLong(String, limitBytes: Int)
  /// The system refused: what was tried, on what, and its words.
  case system(action: String, path: String, reason: String)
}

extension OwnerOnlyError: CustomStringConvertible {
  /// What is wrong.
  public var description: String {
    switch self {
    case .missing(let path): "\(path): there is no such file"
    case .exists(let path): "\(path) exists already; a key is never overwritten"
    case .notAFile(let path): "\(path) is no regular file; links, devices and pipes are refused"
    case .anotherOwner(let path): "\(path) belongs to another user; only its owner may use it"
    case .tooOpen(let path, let mode):
      "\(path) has permissions \(mode), so that others may use it"
    case .folderTooOpen(let path, let mode):
      "the folder \(path) has permissions \(mode), so that others may look into it"
    case .tooLong(let path, let limit): "\(path) is longer than \(limit) bytes, which none such is"
    case .system(let action, let path, let reason): "cannot \(action) \(path): \(reason)"
    }
  }

  /// What to do.
  public var advice: String {
    switch self {
    case .missing, .tooLong: "Check the name."
    case .exists: "Name another file."
    case .notAFile: "Name the file itself."
    case .anotherOwner: "Run as its owner, or copy it."
    case .tooOpen: "Set its permissions to 600; if others could read it, make a new key."
    case .folderTooOpen: "Set its permissions to 700, or keep keys in a folder of their own."
    case .system: "Mend what the system names."
    }
  }

  /// The stable name of the refusal (docs/reference/errors.md).
  public var code: String {
    switch self {
    case .missing: "key-file-missing"
    case .exists: "key-file-exists"
    case .notAFile: "key-file-not-a-file"
    case .anotherOwner: "key-file-another-owner"
    case .tooOpen: "key-file-too-open"
    case .folderTooOpen: "key-file-folder-too-open"
    case .tooLong: "key-file-too-long"
    case .system: "key-file-system"
    }
  }
}
