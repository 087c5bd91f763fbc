public import Quantities

/// A log's signed promise to admit an entry by a time.
///
/// Its first two lines can begin no checkpoint: an origin has no space, a size is digits.
public struct SubmissionReceipt: Hashable, Sendable {
  static let title = "stipend receipt v1"

  /// Whose promise it is.
  public let origin: NoteName
  /// The entry's identity.
  public let entry: Digest
  /// When it was received.
  public let receivedAt: Timestamp
  /// Until when it will have been admitted.
  public let admitBy: Timestamp

  /// Joins the parts; `admitBy` is not before `receivedAt`.
  public init(
    origin: NoteName, entry: Digest, receivedAt: Timestamp, admitBy: Timestamp
  ) {
    precondition(receivedAt <= admitBy, "A promise is for later.")
    self.origin = origin
    self.entry = entry
    self.receivedAt = receivedAt
    self.admitBy = admitBy
  }

  /// Reads a note's text.
  public init(text: [UInt8]) throws(SubmissionAnswerRefusal) {
    var lines = try AnswerLines(text, title: Self.title, count: 5)
    let origin = try lines.origin()
    let entry = try lines.entry()
    let receivedAt = try lines.time("received ")
    let admitBy = try lines.time("admit by ")
    guard receivedAt <= admitBy else { throw .line(4) }
    self.init(origin: origin, entry: entry, receivedAt: receivedAt, admitBy: admitBy)
  }

  /// The note's text.
  public var text: [UInt8] {
    Array(
      """
      \(Self.title)
      log \(origin)
      entry \(entry)
      received \(receivedAt.seconds)
      admit by \(admitBy.seconds)

      """.utf8)
  }

  /// Signs the promise as the log.
  public func signed(by log: NoteSigner) -> [UInt8] { signedNote(text, by: log, of: origin) }

  /// Reads a signed receipt; refuses one of another log, or that none of its keys signed.
  public init(
    bytes: [UInt8], log keys: [VerifierKey]
  ) throws(SubmissionAnswerRefusal) {
    let note = try openedNote(bytes)
    try self.init(text: note.text)
    try open(note, of: origin, by: keys)
  }

  /// What became of the promise, by what the log shows.
  ///
  /// `admittedAt` is the leaf's, nil while there is none; `logTime` the newest time that the log
  /// speaks of, by its witnesses or its last leaf.
  public func outcome(admittedAt: Timestamp?, logTime: Timestamp) -> Outcome {
    guard let admittedAt else { return logTime > admitBy ? .broken : .pending }
    return admittedAt > admitBy ? .late : .kept
  }

  /// What became of a promise.
  public enum Outcome: Hashable, Sendable {
    /// Admitted in time.
    case kept
    /// Admitted, but after the time.
    case late
    /// Not admitted, and the time is over.
    case broken
    /// Not admitted yet.
    case pending
  }
}
