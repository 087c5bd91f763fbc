/// Why a checkpoint was refused.
public enum CheckpointRefusal: Error, Hashable, Sendable {
  /// The note around it was refused.
  case note(NoteRefusal)
  /// It has not three lines, none of them empty.
  case lines
  /// The origin is no key's name.
  case origin
  /// The size is no number of leaves.
  case size
  /// The root is not 32 bytes in base64.
  case root
  /// It has lines after the third.
  case extensionLine
  /// It is of another log.
  case otherOrigin(NoteName)

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .note(let refusal): refusal.code
    case .lines: "checkpoint-lines"
    case .origin: "checkpoint-origin"
    case .size: "checkpoint-size"
    case .root: "checkpoint-root"
    case .extensionLine: "checkpoint-extension"
    case .otherOrigin: "checkpoint-other-origin"
    }
  }
}

extension CheckpointRefusal: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    switch self {
    case .note(let refusal): "\(refusal)"
    case .lines: "a checkpoint is three lines, none of them empty"
    case .origin: "the origin is not a key's name"
    case .size: "the size is not a number of leaves without leading zeros"
    case .root: "the root is not 32 bytes in base64"
    case .extensionLine: "lines after the third: nobody could audit what they say"
    case .otherOrigin(let origin): "the checkpoint is of another log, \(origin)"
    }
  }
}
