/// What is wrong with a facts file, and at which line.
public struct FactsError: Error, Hashable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// What is wrong.
  public let fault: FactsFault

  /// Joins a line and what is wrong with it.
  public init(line: Int, fault: FactsFault) {
    self.line = line
    self.fault = fault
  }
}

/// What can be wrong with a line of a facts file: its frame, or the entry in it.
public enum FactsFault: Error, Hashable, Sendable {
  /// The file has no line.
  case empty
  /// The last line lacks its line feed: the file was cut off while it was written.
  case unterminated
  /// The line is longer than any entry can be.
  case lineTooLong(limit: Int)
  /// The line ends with a carriage return and a line feed.
  case carriageReturn
  /// The file begins with a byte order mark.
  case byteOrderMark
  /// The bytes are not UTF-8.
  case notUTF8
  /// The line is not `{"admittedAt":T,"payload":{…}}` in exactly these bytes.
  case frame(offset: Int)
  /// The time of admission is out of bounds.
  case admittedAt
  /// Fewer lines are there than were asked for.
  case linesMissing(wanted: Int)
  /// The entry was refused.
  case rejected(Rejection)

  /// The stable code.
  public var code: String {
    switch self {
    case .empty: "facts-empty"
    case .unterminated: "facts-unterminated"
    case .lineTooLong: "facts-line-too-long"
    case .carriageReturn: "facts-carriage-return"
    case .byteOrderMark: "facts-byte-order-mark"
    case .notUTF8: "facts-not-utf8"
    case .frame: "facts-frame"
    case .admittedAt: "facts-admitted-at"
    case .linesMissing: "facts-lines-missing"
    case .rejected(let rejection): rejection.code
    }
  }
}
