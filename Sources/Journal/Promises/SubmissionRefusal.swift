public import Quantities

/// A log's signed word that it did not take an entry, and by which rule, so that censorship shows.
public struct SubmissionRefusal: Hashable, Sendable {
  static let title = "stipend refusal v1"
  /// The longest code.
  public static let limitCodeBytes = 64

  /// Whose word it is.
  public let origin: NoteName
  /// The entry's identity.
  public let entry: Digest
  /// When it was received.
  public let receivedAt: Timestamp
  /// The code of `errors.md`.
  public let code: String

  /// Joins the parts; nil unless the code is 1…64 of `a-z 0-9 -`.
  public init?(origin: NoteName, entry: Digest, receivedAt: Timestamp, code: String) {
    guard Self.isCode(Array(code.utf8)[...]) else { return nil }
    self.origin = origin
    self.entry = entry
    self.receivedAt = receivedAt
    self.code = code
  }

  private static func isCode(_ code: ArraySlice<UInt8>) -> Bool {
    (1...limitCodeBytes).contains(code.count)
      && code.allSatisfy {
        $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")
          || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") || $0 == UInt8(ascii: "-")
      }
  }

  /// Reads a note's text.
  public init(text: [UInt8]) throws(SubmissionAnswerRefusal) {
    var lines = try AnswerLines(text, title: Self.title, count: 5)
    origin = try lines.origin()
    entry = try lines.entry()
    receivedAt = try lines.time("received ")
    let code = try lines.value("code ")
    guard Self.isCode(code) else { throw .line(4) }
    self.code = String(decoding: code, as: UTF8.self)
  }

  /// The note's text.
  public var text: [UInt8] {
    Array(
      """
      \(Self.title)
      log \(origin)
      entry \(entry)
      received \(receivedAt.seconds)
      code \(code)

      """.utf8)
  }

  /// Signs the refusal as the log.
  public func signed(by log: NoteSigner) -> [UInt8] { signedNote(text, by: log, of: origin) }

  /// Reads a signed refusal; refuses one of another log, or that none of its keys signed.
  public init(
    bytes: [UInt8], log keys: [VerifierKey]
  ) throws(SubmissionAnswerRefusal) {
    let note = try openedNote(bytes)
    try self.init(text: note.text)
    try open(note, of: origin, by: keys)
  }
}
