import Application
import BlobFiles
import Encoding
import Foundation
import Journal
import Keys
import LogClient
import LogServer
import Program
import Quantities
import StoreSQLite

/// Where drafts are judged, signed, and handed on: to a file, to the folder's journal, or to a
/// server.
struct EntryDesk {
  /// Something to be entered.
  struct Item {
    /// What is said.
    let body: any EntryBody
    /// The file that a draft of it goes to, where none is named.
    let file: String
  }

  /// What became of an entry.
  struct Outcome {
    let paper: EntryPaper
    var index: Int64?
    var file: String?
  }

  let delivery: EntryDelivery
  let place: ProgramPlaceOption
  let now: Timestamp
  /// Whether the present was set, and not read from the clock.
  var isClockSet = false
  /// Whether what admission would refuse is drafted all the same.
  var isAnyway = false

  /// Drafts entries by an author, judges them where the program is at hand, and hands them on.
  func deliver(
    _ items: [Item], by author: Author, base: EntryBase, reader: ProgramReader?,
    blobs: [[UInt8]] = []
  ) async throws -> [Outcome] {
    let signers = try delivery.signers()
    var papers: [EntryPaper] = []
    for item in items {
      let payload: Payload
      do {
        payload = try base.payload(
          item.body, by: author, at: now,
          nonce: Chance.bytes(16).reduce(0) { $0 << 8 | UInt128($1) })
      } catch {
        throw EntryWording.ending(error)
      }
      var paper = EntryPaper(payload, prefix: delivery.prefix)
      for key in signers {
        try EntryWording.of { () throws(EntryPaperRefusal) in try paper.sign(key) }
      }
      papers.append(paper)
    }
    if let reader { try judge(papers, reader, blobs) }
    if delivery.out == nil, !signers.isEmpty {
      if let to = delivery.to { return try await submit(papers, to, signers[0], blobs, reader) }
      if base.program != nil, place.folder.map(DataFolder.isJournal) == true {
        return try append(papers, blobs)
      }
    }
    return try write(papers, items, blobs)
  }

  private func judge(
    _ papers: [EntryPaper], _ reader: ProgramReader, _ blobs: [[UInt8]]
  ) throws {
    var reader = reader
    let state: ProgramState
    do {
      state = try reader.log().state
    } catch {
      throw ProgramWording.ending(error, in: place.folder)
    }
    var preview = EntryPreview(
      state, blobs: BlobsBeside(reader.blobs, blobs), isSigned: place.isSigned)
    for paper in papers {
      let refusal = try EntryWording.of { () throws(EntryPaperRefusal) in
        try preview.refusal(of: paper, now: now)
      }
      guard let refusal else { continue }
      let ending = EntryWording.ending(refusal)
      guard isAnyway else { throw ending }
      Terminal.complain("warning: \(ending.text)")
    }
  }

  // MARK: - Files

  private func write(
    _ papers: [EntryPaper], _ items: [Item], _ blobs: [[UInt8]]
  ) throws -> [Outcome] {
    var outcomes: [Outcome] = []
    if papers.count > 1, let folder = delivery.out { try Self.makeFolder(folder) }
    for (paper, item) in zip(papers, items) {
      let path =
        papers.count == 1
        ? delivery.out ?? item.file : delivery.out.map { "\($0)/\(item.file)" } ?? item.file
      let bytes = try EntryWording.of { () throws(EntryPaperRefusal) in try paper.bytes() }
      try Files.write(bytes, to: path)
      outcomes.append(Outcome(paper: paper, file: path))
    }
    guard !blobs.isEmpty else { return outcomes }
    if let folder = place.folder, DataFolder.isJournal(folder) {
      try Self.keep(blobs, in: DataFolder.blobs(folder))
    } else if let first = outcomes.first?.file {
      let folder = first + ".blobs"
      try Self.makeFolder(folder)
      for blob in blobs { try Files.write(blob, to: "\(folder)/\(Sha256.digest(of: blob).hex)") }
    }
    return outcomes
  }

  static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Ending.unavailable(
        .fileUnwritten, "\(path) cannot be made: \(error.localizedDescription)",
        "Check the folder, its permissions and the space left.")
    }
  }

  /// Keeps files in a data folder.
  static func keep(_ blobs: [[UInt8]], in store: any BlobStore) throws {
    do {
      for blob in blobs { try store.put(blob) }
    } catch {
      throw ProgramWording.unavailable("The files cannot be kept: \(error)")
    }
  }

  // MARK: - The folder's journal

  private func append(_ papers: [EntryPaper], _ blobs: [[UInt8]]) throws -> [Outcome] {
    let folder = try place.journalFolder()
    var appending = try JournalAppending(
      folder, key: try delivery.log.open(in: folder), now: now, isClockSet: isClockSet)
    try Self.keep(blobs, in: DataFolder.blobs(folder))
    return try appending.append(papers)
  }

  // MARK: - A server

  /// The key that answers are held against: by the entries at hand, where there are any; what a
  /// server says of itself, anybody in its place can say.
  private func logKey(
    _ connection: LogConnection, _ reader: ProgramReader?
  ) throws -> VerifierKey {
    guard var reader, let operators = try? reader.log().state.operators else {
      return try LogKeyArgument.key(nil, of: connection)
    }
    let next = operators.successor(at: now).flatMap { next in
      try? VerifierKey(
        name: NoteName(next.origin), purpose: .note, key: PublicKey(text: next.key.text))
    }
    guard let key = next ?? operators.current?.verifier else {
      return try LogKeyArgument.key(nil, of: connection)
    }
    return key
  }

  private func submit(
    _ papers: [EntryPaper], _ address: String, _ signer: SigningKey, _ blobs: [[UInt8]],
    _ reader: ProgramReader?
  ) async throws -> [Outcome] {
    let connection = LogConnection(try ServerWording.address(address))
    defer { connection.closeAndWait() }
    let server = EntrySubmission(
      connection: connection, key: try logKey(connection, reader))
    try await server.put(blobs, by: signer, prefix: delivery.prefix)
    var outcomes: [Outcome] = []
    for paper in papers {
      // What a published log names, its server has.
      if let reader, let body = paper.payload.body, place.folder != nil {
        let files = EpochEntries.files(of: body, in: reader.blobs)
        try await server.put(files, by: signer, prefix: delivery.prefix)
      }
      let envelope = try EntryWording.of { () throws(EntryPaperRefusal) in try paper.envelope() }
      outcomes.append(Outcome(paper: paper, index: try await server.submit(envelope).index))
    }
    return outcomes
  }
}

/// A data folder's journal, opened by the operator to log what others signed.
struct JournalAppending {
  private var writer: JournalWriter
  private let store: SQLiteJournal
  private let folder: String
  private let now: Timestamp

  /// Opens the journal; a second process is refused.
  init(_ folder: String, key: SigningKey, now: Timestamp, isClockSet: Bool) throws {
    store = try DataFolder.journal(folder, for: .writing)
    writer = try ServedJournal.open(store, DataFolder.blobs(folder), [key], folder)
    self.folder = folder
    self.now = now
    // The log's time is the operator's word (law 13); only a demonstration may make it up.
    guard !isClockSet || writer.state?.isDemonstration == true else { throw Self.clockSet }
  }

  /// Why a real log is not dated by an option.
  static let clockSet = Ending(
    2, "clock-set", "--now dates entries of demonstrations alone.",
    "Leave --now out: the log's time is the clock's.")

  /// Logs entries in one batch, all or none; what was logged before is told by its place.
  mutating func append(_ papers: [EntryPaper]) throws -> [EntryDesk.Outcome] {
    try judge(papers)
    var envelopes: [[UInt8]] = []
    for paper in papers {
      let envelope = try EntryWording.of { () throws(EntryPaperRefusal) in try paper.envelope() }
      envelopes.append(envelope.bytes)
    }
    let submissions: [Submission]
    do {
      submissions = try writer.submit(envelopes, now: now)
      try store.close()
    } catch let failure as JournalFailure {
      throw ServerWording.ending(failure, folder)
    } catch let failure as JournalStoreFailure {
      throw ServerWording.ending(failure, folder)
    }
    return try zip(papers, submissions).map { paper, submission in
      if let ending = EntryWording.ending(submission) { throw ending }
      switch submission {
      case .logged(let index, _), .duplicate(let index, _), .promised(let index, _, _):
        return EntryDesk.Outcome(paper: paper, index: index)
      case .refused, .malformed, .blobsMissing, .logKeyAbsent:
        preconditionFailure("What is not taken ends the command.")
      }
    }
  }

  /// Ends at the first entry that would not be taken.
  private func judge(_ papers: [EntryPaper]) throws {
    guard let state = writer.state else {
      throw ServerWording.ending(ServerFailure.empty, folder)
    }
    let blobs = DataFolder.blobs(folder)
    var preview = EntryPreview(state, blobs: blobs)
    for paper in papers where state.line(of: paper.payload.digest) == nil {
      let missing = try paper.payload.body?.neededBlobs.filter { try blobs.has($0) == false } ?? []
      if !missing.isEmpty,
        let ending = EntryWording.ending(
          .blobsMissing(identity: paper.payload.digest, missing))
      {
        throw ending
      }
      let refusal = try EntryWording.of { () throws(EntryPaperRefusal) in
        try preview.refusal(of: paper, now: now, isComplete: true)
      }
      if let refusal { throw EntryWording.ending(refusal) }
    }
  }
}

/// What became of entries, for people and for programs.
enum EntryReport {
  static func show(_ outcomes: [EntryDesk.Outcome], json: Bool) {
    guard !json else { return Terminal.write(document(outcomes)) }
    for outcome in outcomes {
      let kind = outcome.paper.payload.kind.text
      if let index = outcome.index {
        print("\(Terminal.green("✓")) logged: entry \(index), \(kind)")
      } else if let file = outcome.file {
        let count = outcome.paper.signatures.count
        let signed = count == 0 ? "unsigned" : "\(count) signed"
        print("\(file): \(kind), \(signed)")
      } else {
        print("\(Terminal.green("✓")) submitted: \(kind)")
      }
      print("  identity  \(outcome.paper.payload.digest.hex)")
    }
  }

  /// Writes what was signed, and tells it.
  static func write(
    _ paper: EntryPaper, to out: String, from file: String, json: Bool
  ) throws {
    let bytes = try EntryWording.of(file) { () throws(EntryPaperRefusal) in try paper.bytes() }
    try Files.write(bytes, to: out)
    show([EntryDesk.Outcome(paper: paper, file: out)], json: json)
  }

  private static func document(_ outcomes: [EntryDesk.Outcome]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.array("entries", outcomes) { writer, outcome in
        writer.object { writer in
          writer.field("kind", outcome.paper.payload.kind.text)
          writer.field("entry", outcome.paper.payload.digest.hex)
          writer.field("signatures", outcome.paper.signatures.count)
          if let index = outcome.index { writer.field("index", index) }
          if let file = outcome.file { writer.field("file", file) }
        }
      }
    }
    return writer.finish() + [10]
  }
}
