import Encoding
import Keys
public import Program
public import Quantities

/// Writes the facts of an invented program through the same admission that readers hold them to.
///
/// A line that admission refuses is a bug of the script, unless the script expects the refusal.
public struct ProgramWriter: Sendable {
  /// What the lines so far say.
  public private(set) var state: ProgramState
  /// Attempts that were refused, in their order.
  public private(set) var refused: [RefusedAttempt] = []
  /// Lines and files since the last `takeNews`.
  private var news = News()
  private let isDemonstration: Bool
  private let nonceSeed: String
  private var attempts = 0

  /// What was written since the last time: whole lines, and files by their digests.
  public struct News: Sendable {
    /// Lines of `facts.jsonl`, each with its line feed.
    public internal(set) var lines: [UInt8] = []
    /// Files in the order in which they came.
    public internal(set) var blobs: [Blob] = []
    /// The same lines as entries that their authors sign.
    public internal(set) var entries: [Entry] = []
  }

  /// What an author has to sign.
  public struct Entry: Sendable {
    /// The entry.
    public let payload: Payload
    /// When the log admits it.
    public let time: Timestamp
  }

  /// A file with its SHA-256.
  public struct Blob: Hashable, Sendable {
    /// The SHA-256.
    public let digest: Digest
    /// The bytes.
    public let bytes: [UInt8]
  }

  /// Begins without a line; nonces follow from the seed.
  public init(
    rules: ProgramRules, library: RulesLibrary = RulesLibrary(), isDemonstration: Bool,
    nonceSeed: String
  ) {
    state = ProgramState(rules: rules, library: library)
    self.isDemonstration = isDemonstration
    self.nonceSeed = nonceSeed
  }

  /// Writes a line that must be admitted.
  public mutating func admit(_ body: any EntryBody, by author: Author, at time: Timestamp) {
    if let rejection = write(body, by: author, at: time) {
      preconditionFailure(
        "A script writes only what is admitted: \(type(of: body).kind.rawValue) "
          + "by \(author) at \(time): \(rejection)")
    }
  }

  /// Tries a line that may be refused, and keeps the refusal.
  @discardableResult
  public mutating func attempt(
    _ body: any EntryBody, by author: Author, at time: Timestamp
  ) -> Rejection? {
    let rejection = write(body, by: author, at: time)
    if let rejection {
      refused.append(
        RefusedAttempt(
          kind: type(of: body).kind, author: author, time: time, rejection: rejection))
    }
    return rejection
  }

  /// Adds a file.
  @discardableResult
  public mutating func add(blob bytes: [UInt8]) -> Digest {
    let digest = Sha256.digest(of: bytes)
    news.blobs.append(Blob(digest: digest, bytes: bytes))
    return digest
  }

  /// Hands out what is new, once.
  public mutating func takeNews() -> News {
    defer { news = News() }
    return news
  }

  private mutating func write(
    _ body: any EntryBody, by author: Author, at time: Timestamp
  ) -> Rejection? {
    attempts += 1
    let header = PayloadHeader(
      program: state.program, at: time, author: author,
      nonce: Invented.nonce("\(nonceSeed) \(attempts)"), basis: state.lineCount,
      demonstration: isDemonstration)
    do {
      try append(try Self.payload(header, body), at: time)
      return nil
    } catch {
      return error
    }
  }

  private mutating func append(_ payload: Payload, at time: Timestamp) throws(Rejection) {
    try state.admit(payload, admittedAt: time)
    news.lines += FactsLine(admittedAt: time, payload: payload.bytes).bytes
    news.entries.append(Entry(payload: payload, time: time))
  }

  /// Writes an entry of a kind that no reader knows and that may be ignored.
  mutating func remark(at time: Timestamp) {
    attempts += 1
    let nonce = Hex.text(Invented.salt("\(nonceSeed) \(attempts)"))
    let text =
      #"{"v":1,"program":"\#(state.program?.hex ?? "")","kind":"visitor.remarked/1","#
      + #""at":\#(time.seconds),"author":"committee","nonce":"\#(nonce)","#
      + #""basis":\#(state.lineCount),"critical":false,"demonstration":\#(isDemonstration),"#
      + #""body":{"word":"hello"}}"#
    do {
      try append(try Payload(bytes: Array(text.utf8)), at: time)
    } catch {
      preconditionFailure("An unknown kind that is not critical is admitted: \(error)")
    }
  }

  private static func payload(
    _ header: PayloadHeader, _ body: some EntryBody
  ) throws(Rejection) -> Payload {
    try Payload(header, body)
  }
}

/// Something that somebody tried to enter and admission refused.
public struct RefusedAttempt: Sendable {
  /// What was tried.
  public let kind: EntryKind
  /// By whom.
  public let author: Author
  /// When.
  public let time: Timestamp
  /// Why it was refused.
  public let rejection: Rejection
}
