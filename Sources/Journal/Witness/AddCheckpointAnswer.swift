/// A witness's answer to `add-checkpoint`, as a value.
public enum AddCheckpointAnswer: Hashable, Sendable {
  /// 200: cosigned, with the witness's lines.
  case cosigned([NoteSignature])
  /// 400: the body is none, or the old size is above the checkpoint's.
  case malformed
  /// 403: no trusted key signed the checkpoint, or one's signature does not hold.
  case untrusted
  /// 404: the witness does not know the log.
  case unknownLog
  /// 409: the witness knows another size.
  case conflict(size: Int)
  /// 422: the proof does not hold, or the same size has another root.
  case inconsistent

  /// What a size is served as.
  public static let sizeContentType = "text/x.tlog.size"

  /// The HTTP status.
  public var status: Int {
    switch self {
    case .cosigned: 200
    case .malformed: 400
    case .untrusted: 403
    case .unknownLog: 404
    case .conflict: 409
    case .inconsistent: 422
    }
  }

  /// The media type of the body.
  public var contentType: String {
    if case .conflict = self { Self.sizeContentType } else { "text/plain; charset=utf-8" }
  }

  /// The body.
  public var body: [UInt8] {
    switch self {
    case .cosigned(let lines): lines.flatMap(\.line)
    case .conflict(let size): Array("\(size)\n".utf8)
    case .malformed, .untrusted, .unknownLog, .inconsistent: []
    }
  }

  /// Reads an answer; throws `answer` for a status or body that the protocol does not have.
  public init(
    status: Int, contentType: String, body: [UInt8]
  ) throws(WitnessRefusal) {
    switch status {
    case 200:
      guard body.count <= SignedNote.limitBytes, let lines = try? SignedNote.signatures(body[...])
      else { throw .answer(status: status) }
      self = .cosigned(lines)
    case 400: self = .malformed
    case 403: self = .untrusted
    case 404: self = .unknownLog
    case 409:
      guard contentType.utf8.elementsEqual(Self.sizeContentType.utf8), body.last == 0x0A,
        let number = wholeNumber(body.dropLast()), let size = Int(exactly: number)
      else { throw .answer(status: status) }
      self = .conflict(size: size)
    case 422: self = .inconsistent
    default: throw .answer(status: status)
    }
  }
}
