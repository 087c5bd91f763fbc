import Keys
public import Quantities

/// The facts of a program, read line by line: their state, and the digest of what was read.
///
/// Nothing is written here: appending gives the bytes that a caller adds to its file.
public struct FactsLog: Sendable {
  /// What the lines so far say.
  public private(set) var state: ProgramState
  private var hasher = Sha256()

  /// A log without lines.
  public init(rules: ProgramRules, library: RulesLibrary = RulesLibrary()) {
    state = ProgramState(rules: rules, library: library)
  }

  /// Makes rules known to amendments to come.
  public mutating func know(_ rules: ProgramRules) { state.know(rules) }

  /// Reads a file whole, or its first `lines` lines; stops at the first that is refused.
  public init(
    reading bytes: [UInt8], rules: ProgramRules, library: RulesLibrary = RulesLibrary(),
    lines: Int? = nil
  ) throws(FactsError) {
    self.init(rules: rules, library: library)
    try read(bytes[...], lines: lines)
    guard lineCount > 0 || lines == 0 else { throw FactsError(line: 1, fault: .empty) }
  }

  /// How many lines were taken in.
  public var lineCount: Int { state.lineCount }

  /// The SHA-256 of all lines so far with their line feeds.
  public var digest: Digest { hasher.digest() }

  /// Takes in what stands in a file after the lines so far: whole lines, or up to `lines` in all.
  ///
  /// `signers` tells whose signatures over a line, counted from 1, were verified; nil where nobody
  /// signed.
  public mutating func read(
    _ bytes: ArraySlice<UInt8>, lines: Int? = nil, signers: (Int) -> Signers? = { _ in nil }
  ) throws(FactsError) {
    var rest = bytes
    while !rest.isEmpty, lines.map({ lineCount < $0 }) ?? true {
      let number = lineCount + 1
      // A line beyond the limit is not searched to its end.
      let window = rest.prefix(FactsLine.limitBytes + 2)
      guard let end = window.firstIndex(of: UInt8(ascii: "\n")) else {
        let isLong = window.count > FactsLine.limitBytes
        throw FactsError(
          line: number,
          fault: isLong ? .lineTooLong(limit: FactsLine.limitBytes) : .unterminated)
      }
      try admit(rest[..<end], hashing: rest[...end], signers: signers(number))
      rest = rest[(end + 1)...]
    }
    if let lines, lineCount < lines {
      throw FactsError(line: lineCount + 1, fault: .linesMissing(wanted: lines))
    }
  }

  private mutating func admit(
    _ line: ArraySlice<UInt8>, hashing whole: ArraySlice<UInt8>, signers: Signers?
  ) throws(FactsError) {
    let read: FactsLine
    do {
      read = try FactsLine.read(line)
    } catch {
      throw FactsError(line: lineCount + 1, fault: error)
    }
    do {
      try state.admit(
        try Payload(bytes: read.payload), admittedAt: read.admittedAt, signers: signers)
    } catch {
      throw FactsError(line: lineCount + 1, fault: .rejected(error))
    }
    hasher.update(whole)
  }

  /// Takes in an entry; gives the line to add to the file, or throws and changes nothing.
  public mutating func append(
    _ payload: Payload, admittedAt: Timestamp, signers: Signers? = nil
  ) throws(Rejection) -> [UInt8] {
    try state.admit(payload, admittedAt: admittedAt, signers: signers)
    let bytes = FactsLine(admittedAt: admittedAt, payload: payload.bytes).bytes
    hasher.update(bytes)
    return bytes
  }

  /// A payload by the program's own next line: id, basis and demonstration as the log has them.
  public func payload(
    _ body: some EntryBody, by author: Author, at: Timestamp, nonce: UInt128,
    critical: Bool = true
  ) throws(Rejection) -> Payload {
    try Payload(
      PayloadHeader(
        program: state.program, at: at, author: author, nonce: nonce, basis: lineCount,
        critical: critical, demonstration: state.isDemonstration), body)
  }
}

extension FactsLog {
  /// What line 1 says, so that the policy and catalogue that it names can be fetched.
  public static func creation(in bytes: [UInt8]) throws(FactsError) -> ProgramCreated {
    guard !bytes.isEmpty else { throw FactsError(line: 1, fault: .empty) }
    let window = bytes.prefix(FactsLine.limitBytes + 2)
    guard let end = window.firstIndex(of: UInt8(ascii: "\n")) else {
      let isLong = window.count > FactsLine.limitBytes
      throw FactsError(
        line: 1, fault: isLong ? .lineTooLong(limit: FactsLine.limitBytes) : .unterminated)
    }
    let line: FactsLine
    do {
      line = try FactsLine.read(bytes[..<end])
    } catch {
      throw FactsError(line: 1, fault: error)
    }
    let payload: Payload
    do {
      payload = try Payload(bytes: line.payload)
    } catch {
      throw FactsError(line: 1, fault: .rejected(error))
    }
    guard let body = payload.body as? ProgramCreated else {
      throw FactsError(line: 1, fault: .rejected(.createdMissing(payload.kind)))
    }
    return body
  }

  /// When the first of some lines was admitted, its frame alone read; nil where there is none.
  public static func admittedAt(
    ofFirstIn lines: ArraySlice<UInt8>, number: Int
  ) throws(FactsError) -> Timestamp? {
    guard let end = lines.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    do {
      return try FactsLine.read(lines[..<end]).admittedAt
    } catch {
      throw FactsError(line: number, fault: error)
    }
  }

  /// How many lines at the beginning of a file were admitted before a time; only frames are read.
  public static func lineCount(
    admittedBefore time: Timestamp, in bytes: [UInt8]
  ) throws(FactsError) -> Int {
    var count = 0
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      do {
        guard try FactsLine.read(rest[..<end]).admittedAt < time else { break }
      } catch {
        throw FactsError(line: count + 1, fault: error)
      }
      count += 1
      rest = rest[(end + 1)...]
    }
    return count
  }

  /// The SHA-256 of the first `count` lines of a file; nil where it has fewer whole lines.
  public static func digest(ofFirst count: Int, in bytes: [UInt8]) -> Digest? {
    var hasher = Sha256()
    var rest = bytes[...]
    for _ in 0..<max(0, count) {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      hasher.update(rest[...end])
      rest = rest[(end + 1)...]
    }
    return hasher.digest()
  }
}
