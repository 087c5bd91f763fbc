public import Quantities

/// Facts read line by line, with the books kept beside the state.
public struct BooksLog: Sendable {
  /// The state and the digest of the lines so far.
  public private(set) var log: FactsLog
  /// The books after them.
  public var books = Books()
  private var rest: ArraySlice<UInt8>

  /// Stands before line 1 of some facts.
  public init(
    reading facts: [UInt8], rules: ProgramRules, library: RulesLibrary = RulesLibrary()
  ) {
    log = FactsLog(rules: rules, library: library)
    rest = facts[...]
  }

  /// When the next line was admitted; nil after the last one.
  public func nextAdmittedAt() throws(FactsError) -> Timestamp? {
    try FactsLog.admittedAt(ofFirstIn: rest, number: log.lineCount + 1)
  }

  /// Takes in one line; false when there is none left.
  public mutating func step() throws(FactsError) -> Bool {
    guard !rest.isEmpty else { return false }
    let window = rest.prefix(FactsLine.limitBytes + 2)
    guard let end = window.firstIndex(of: UInt8(ascii: "\n")) else {
      // Says why: cut off, or too long.
      try log.read(rest)
      return false
    }
    do {
      try admit(rest[..<end])
    } catch {
      throw FactsError(line: log.lineCount + 1, fault: error)
    }
    rest = rest[(end + 1)...]
    return true
  }

  private mutating func admit(_ line: ArraySlice<UInt8>) throws(FactsFault) {
    let read = try FactsLine.read(line)
    let payload: Payload
    do {
      payload = try Payload(bytes: read.payload)
      _ = try log.append(payload, admittedAt: read.admittedAt)
    } catch {
      throw .rejected(error)
    }
    books.take(payload, state: log.state)
  }
}
