import Application
import BlobFiles
import Encoding
import Foundation
import Journal
import Keys
import Program
import Quantities
import Simulation
import StoreSQLite
import World

/// Appends signed notes to a journal, and inserts rows of the same bytes into a plain table beside
/// it, in turn, both with full sync.
///
/// Entries are signed by their authors before the clock runs; judging them, the tree, the
/// checkpoint's signature and the durable write are what is timed.
struct Appending {
  let folder: String
  let watch: StopWatch
  /// How many entries one turn takes.
  private static let turn = 256

  func run(count: Int, batch: Int) throws {
    let store = try SQLiteJournal(folder: folder, for: .writing)
    let blobs = JournalBench.blobs(folder)
    var writer = try JournalWriter(
      store: store, blobs: blobs, signer: try JournalBench.signer())
    let plain = try PlainTable(path: folder + "/plain.sqlite")
    var notes = try Notes(of: writer, text: try blobs.put(Array("a note, sixteen bytes of".utf8)))
    var (ours, theirs) = (Duration.zero, Duration.zero)
    var left = count
    while left > 0 {
      let number = min(left, max(Self.turn, batch))
      let envelopes = try (0..<number).map { _ in try notes.next() }
      let from = writer.size
      try StopWatch.add(to: &ours) {
        try Self.inBatches(envelopes, batch) { some in
          let outcomes = try writer.submit(some, now: notes.time)
          guard outcomes.allSatisfy(\.isLogged) else { throw Failure("\(outcomes)") }
        }
      }
      let rows = try store.leaves(from..<writer.size)
      try StopWatch.add(to: &theirs) {
        try Self.inBatches(rows, batch) { try plain.insert($0) }
      }
      left -= number
    }
    watch.note("append", ours)
    watch.note("insert", theirs)
    watch.note("count", count)
    watch.note("entries", Int(writer.size))
    try plain.close()
    try store.close()
  }

  private static func inBatches(
    _ values: [[UInt8]], _ size: Int, _ body: ([[UInt8]]) throws -> Void
  ) rethrows {
    var rest = values[...]
    while !rest.isEmpty {
      try body(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
  }
}

extension Submission {
  fileprivate var isLogged: Bool {
    if case .logged = self { true } else { false }
  }
}

/// Notes that an observer signs, each different.
private struct Notes {
  private let program: Digest?
  private let key: SigningKey
  private let author: Author
  private let text: Digest
  private let topic: Label
  private var random = SplitMix64(seed: DesignPoint.seed)
  let time: Timestamp

  init(of writer: JournalWriter, text: Digest) throws {
    guard let state = writer.state, let last = state.lastAdmittedAt else {
      throw Failure("make the journal first")
    }
    program = state.program
    key = Invented.signer("observer kestrel")
    author = .key(Invented.observer("kestrel"))
    self.text = text
    topic = try Label("bench")
    time = last
  }

  mutating func next() throws -> [UInt8] {
    let header = PayloadHeader(
      program: program, at: time, author: author,
      nonce: UInt128(random.next()) << 64 | UInt128(random.next()), basis: 1, demonstration: true)
    let payload = try Payload(header, NoteAdded(topic: topic, text: text))
    return try Envelope(payload: payload.bytes, signedBy: [key], prefix: "akash").bytes
  }
}
