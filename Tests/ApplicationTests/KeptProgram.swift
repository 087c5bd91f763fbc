import Application
import Journal
import Keys
import Policy
import Program
import Quantities
import Simulation
import Testing

/// A random history run through a journal in memory, and its export.
struct KeptProgram {
  let store = MemoryJournal()
  let blobs = MemoryBlobs()
  let published = MemoryLog()
  let program: Digest
  let rules: ProgramRules
  let closes: Int
  let origin: NoteName
  let keyring: Keyring
  let isDemonstration: Bool

  init(seed: UInt64) throws {
    let (catalogue, bytes) = try SimulationFixture.catalogue()
    let history = RandomHistory(seed: seed, catalogue: catalogue, catalogueBytes: bytes)
    origin = try NoteName("\(history.program.documents.policy.name).example/log")
    var run = SimulationRun(
      history.program,
      keeping: try JournalKeeping(
        store: store, blobs: blobs, origin: origin, keyring: history.program.keyring))
    closes = try run.run().count { $0.closed != nil }
    keyring = history.program.keyring
    let state = run.program.state
    isDemonstration = state.isDemonstration
    program = try #require(state.program)
    rules = state.rules
    _ = try ExportJournal(store: store, blobs: blobs).run(to: published, blobs: MemoryBlobs())
  }

  func writer(key: SigningKey = Invented.signer("log")) throws -> JournalWriter {
    try JournalWriter(
      store: store, blobs: blobs, signer: NoteSigner(name: origin, purpose: .note, key: key))
  }
  /// The published leaves.
  func leaves() throws -> [[UInt8]] {
    try store.leaves(0..<(try store.size()))
  }

  /// The log as its operator would have written it with other entries.
  func rewritten(_ leaves: [[UInt8]]) -> ResignedLog {
    ResignedLog(leaves, origin: origin, key: Invented.signer("log"))
  }

  /// A leaf of an entry by an author, signed by its keys or by others, admitted with the last one.
  func leaf(
    _ body: some EntryBody, by author: Author, after leaves: [[UInt8]],
    signedBy others: [SigningKey]? = nil
  ) throws -> [UInt8] {
    let last = try Leaf(bytes: try #require(leaves.last))
    let payload = try Payload(
      PayloadHeader(
        program: program, at: last.admittedAt, author: author,
        nonce: UInt128(leaves.count), basis: leaves.count,
        demonstration: isDemonstration), body)
    let envelope = try Envelope(
      payload: payload.bytes, signedBy: others ?? keyring.signers(for: author),
      prefix: Invented.addressPrefix)
    return try Leaf(admittedAt: last.admittedAt, envelope: envelope).bytes
  }
}
