import Accounting
import Application
import Journal
import Keys
import Policy
import Program
import Quantities
import Rewards
import Simulation
import Testing

/// What an operator, an administrator or a server can do wrong, and what an outsider finds (O-53).
///
/// Every record here is otherwise sound: the tree and the checkpoint fit the entries, signed by the
/// log's own key, so that only the fault itself can be found.
@Suite struct VerifyFaultTests {
  private let kept: KeptProgram

  init() throws {
    kept = try KeptProgram(seed: 5)
  }

  private func verdict(
    _ leaves: [[UInt8]], blobs: (any BlobStore)? = nil, since: SeenLog? = nil
  ) throws -> LogVerdict {
    try VerifyLog(
      kept.rewritten(leaves), blobs: blobs ?? kept.blobs, pinned: kept.program, since: since
    ).run()
  }

  private func code(_ leaves: [[UInt8]]) throws -> String? {
    try verdict(leaves).findings.first?.code
  }

  // MARK: Entries

  @Test(
    "O-53 an entry by somebody without the role, in a tree signed anew, is found where it stands")
  func entriesByStrangersAreFound() throws {
    let leaves = try kept.leaves()
    let halt = ProgramHalted(what: .payouts, reason: try Label("incident"))
    let stranger = Invented.signer("stranger")
    let forged = try kept.leaf(
      halt, by: .committee, after: leaves, signedBy: [stranger])
    let found = try verdict(leaves + [forged])
    #expect(found.findings.first?.code == "signer-unexpected")
    #expect(found.findings.first?.place == .entry(leaves.count))
    let own = try #require(Author(KeyID(stranger.publicKey).text))
    let roleless = try kept.leaf(halt, by: own, after: leaves, signedBy: [stranger])
    #expect(try code(leaves + [roleless]) == "role")
  }

  @Test func anEntryTwiceIsFound() throws {
    let leaves = try kept.leaves()
    #expect(try code(leaves + [leaves[2]]) == "time-back")
    let last = try #require(leaves.last)
    #expect(try code(leaves + [last]) == "duplicate")
  }

  // MARK: Statements and books

  private func statement(
    _ leaves: [[UInt8]], where fits: (StatementPublished) -> Bool = { _ in true }
  ) throws -> (index: Int, leaf: Leaf, payload: Payload, body: StatementPublished) {
    for (index, bytes) in leaves.enumerated() {
      let leaf = try Leaf(bytes: bytes)
      let payload = try Payload(bytes: leaf.envelope.payload)
      if let body = payload.body as? StatementPublished, fits(body) {
        return (index, leaf, payload, body)
      }
    }
    throw Unexpected()
  }

  private struct Unexpected: Error {}

  private func replaced(
    _ leaves: [[UInt8]], _ index: Int, _ leaf: Leaf, _ payload: Payload, _ body: some EntryBody
  ) throws -> [[UInt8]] {
    let written = try Payload(payload.header, body)
    let envelope = try Envelope(
      payload: written.bytes, signedBy: kept.keyring.signers(for: payload.header.author),
      prefix: Invented.addressPrefix)
    return leaves[..<index] + [try Leaf(admittedAt: leaf.admittedAt, envelope: envelope).bytes]
  }

  @Test func aStatementThatDoesNotFollowIsFoundWithItsPlace() throws {
    let leaves = try kept.leaves()
    var (index, leaf, payload, body) = try statement(leaves)
    // The administrator publishes other bytes, and names them rightly.
    var bytes = try #require(try kept.blobs.get(body.statement))
    let place = bytes.count - 3
    bytes[place] = bytes[place] == 0x61 ? 0x62 : 0x61
    body.statement = try kept.blobs.put(bytes)
    let found = try verdict(try replaced(leaves, index, leaf, payload, body))
    let first = try #require(found.findings.first)
    #expect(first.code == "statement-does-not-follow")
    #expect(first.what.contains("byte \(place)"), "\(first.what)")
  }

  @Test func aFreezeThatDoesNotFollowIsFoundBeforeItsStatement() throws {
    let leaves = try kept.leaves()
    for (index, bytes) in leaves.enumerated() {
      let leaf = try Leaf(bytes: bytes)
      let payload = try Payload(bytes: leaf.envelope.payload)
      guard let body = payload.body as? EpochFrozen,
        var freeze = try kept.blobs.get(body.freeze).map({ try Freeze(bytes: $0) })
      else { continue }
      freeze.factsDigest = Sha256.digest(of: [1])
      _ = try kept.blobs.put(freeze.bytes)
      let found = try verdict(
        try replaced(leaves, index, leaf, payload, EpochFrozen(freeze)))
      #expect(found.pending == 1)
      #expect(found.findings.map(\.code) == ["freeze-does-not-follow"])
      return
    }
    throw Unexpected()
  }

  @Test func anEntryThatStatesOtherTotalsIsFound() throws {
    let leaves = try kept.leaves()
    var (index, leaf, payload, body) = try statement(leaves)
    body.lines = Sha256.digest(of: [1])
    let changed = try replaced(leaves, index, leaf, payload, body)
    #expect(try code(changed) == "statement-entry-differs")
  }

  @Test func booksThatDoNotAddUpAreFound() throws {
    let leaves = try kept.leaves()
    let research = kept.rules.policy.pools.filter { $0.kind == .research }.map(\.name)
    var (index, leaf, payload, body) = try statement(leaves) { !research.contains($0.pool) }
    body.figures.pot.baseMicros += 1
    body.figures.pot.unallocatedMicros += 1
    body.figures.pot.carriedOutMicros += 1
    let found = try verdict(try replaced(leaves, index, leaf, payload, body))
    #expect(found.findings.first?.code == "books-statement-differs")
    #expect(found.findings.first?.place == .entry(index))
    #expect(found.findings.contains { $0.code == "statement-entry-differs" })
  }

  @Test func everyBalanceStandsInTheVerdict() throws {
    let found = try verdict(try kept.leaves())
    let computed = try ComputeBooks(
      ProgramReader(
        records: JournalRecords(store: kept.store, blobs: kept.blobs), blobs: kept.blobs)
    ).books()
    #expect(found.isGood, "\(found.findings)")
    #expect(computed.isGood)
    #expect(found.balances == computed.books.ledger.balances)
    #expect(found.transactions == computed.books.ledger.transactions.count)
    #expect(computed.statementCount > 0)
    #expect(!found.equations.isEmpty && found.equations.allSatisfy(\.holds))
  }

  // MARK: Files

  @Test func aFileThatAnEntryNamesIsThereOrWithdrawnByAReasonedEntry() throws {
    let leaves = try kept.leaves()
    let text = Sha256.digest(of: Array("a text that nobody kept".utf8))
    let note = NoteAdded(topic: try Label("remark"), text: text)
    let noted = leaves + [try kept.leaf(note, by: .committee, after: leaves)]
    let missing = try verdict(noted)
    #expect(missing.findings.map(\.code) == ["blob-missing"])
    #expect(missing.findings.first?.place == .blob(text))
    let withdrawn = BlobWithdrawn(digest: text, reason: try Label("on-request"))
    let found = try verdict(
      noted + [try kept.leaf(withdrawn, by: .committee, after: noted)])
    #expect(found.isGood, "\(found.findings)")
    #expect(found.withdrawn == 1)
  }

  @Test func reasonsAreFilesThatALogMustHold() throws {
    let why = Sha256.digest(of: [9])
    let accepted = AcceptanceRecorded(rule: try Label("quorum-low"), figures: why, why: why)
    #expect(accepted.neededBlobs == [why])
    let leaves = try kept.leaves()
    let found = try verdict(
      leaves + [try kept.leaf(accepted, by: .committee, after: leaves)])
    #expect(found.findings.map(\.code) == ["blob-missing"])
  }

  // MARK: Checkpoints

  @Test func aCosignatureUnderAnotherTreeIsFound() throws {
    let leaves = try kept.leaves()
    let other = try SignedCheckpoint(
      bytes: try kept.rewritten(Array(leaves.dropLast())).checkpoint())
    let witness = try NoteSigner(
      name: try NoteName("witness-1.example"), purpose: .cosignature,
      key: kept.keyring.witnesses[0])
    let forged = witness.sign(other.note.text, at: try Timestamp(seconds: 1_800_000_000))
    var checkpoint = try SignedCheckpoint(bytes: try kept.rewritten(leaves).checkpoint())
    try checkpoint.append(forged)
    let found = try VerifyLog(
      Answering(kept.rewritten(leaves), checkpoint: checkpoint.bytes), blobs: kept.blobs
    ).run()
    #expect(found.findings.first?.place == .checkpoint)
    #expect(found.findings.first?.what.contains("witness") == true)
  }

  @Test func aCheckpointOfAnotherOriginOrKeyIsFound() throws {
    let leaves = try kept.leaves()
    let other = ResignedLog(
      leaves, origin: try NoteName("other.example/log"), key: Invented.signer("log"))
    let renamed = try VerifyLog(other, blobs: kept.blobs).run()
    #expect(renamed.findings.map(\.code) == ["checkpoint-signature"])
    let key = ResignedLog(leaves, origin: kept.origin, key: Invented.signer("other"))
    let stolen = try VerifyLog(key, blobs: kept.blobs).run()
    #expect(stolen.findings.map(\.code) == ["checkpoint-signature"])
    // As a checkpoint to go on from it proves nothing, and accuses nobody.
    let seen = SeenLog(try SignedCheckpoint(bytes: try other.checkpoint()))
    #expect(try verdict(leaves, since: seen).findings.map(\.code) == ["since-foreign"])
  }

  // MARK: Since

  @Test func aSavedVerdictIsContinuedAndOnlyWhatIsNewIsJudged() throws {
    let leaves = try kept.leaves()
    let size = leaves.count * 2 / 3
    let earlier = try verdict(Array(leaves[..<size]))
    #expect(earlier.isGood, "\(earlier.findings)")
    let seen = try #require(SeenLog(earlier))
    #expect(try SeenLog(bytes: seen.bytes) == seen)
    let whole = try verdict(leaves)
    let later = try verdict(leaves, since: seen)
    #expect(later.isGood, "\(later.findings)")
    #expect(later.judgedBefore == size && later.entries == leaves.count)
    #expect(earlier.epochs + later.epochs == whole.epochs)
    #expect(later.epochs > 0 && earlier.epochs > 0)
    #expect(later.balances == whole.balances)
    // A checkpoint alone says nothing of what was judged.
    let plain = try verdict(leaves, since: SeenLog(seen.checkpoint))
    #expect(plain.isGood && plain.judgedBefore == 0 && plain.epochs == whole.epochs)
  }

  @Test func aForkBeforeTheSavedVerdictIsFound() throws {
    let leaves = try kept.leaves()
    let size = leaves.count * 2 / 3
    let seen = try #require(SeenLog(try verdict(Array(leaves[..<size]))))
    let before = Array(leaves[..<(size - 1)])
    let text = try kept.blobs.put(Array("another history".utf8))
    let note = try kept.leaf(
      NoteAdded(topic: try Label("remark"), text: text), by: .committee, after: before)
    let forked = before + [note] + leaves[size...]
    let found = try verdict(forked, since: seen)
    #expect(found.findings.map(\.code) == ["log-forked"])
    #expect(found.entries == size && found.judgedBefore == 0)
    let shorter = try verdict(before, since: seen)
    #expect(shorter.findings.map(\.code) == ["log-shrunk"])
    #expect(SeenLog(found) == nil)
  }

  // MARK: Hostile servers

  @Test func aServerThatAnnouncesOrSendsTooMuchIsStopped() throws {
    let leaves = try kept.leaves()
    func found(_ limits: VerifyLimits) throws -> [String] {
      try VerifyLog(kept.rewritten(leaves), blobs: kept.blobs, limits: limits).run()
        .findings.map(\.code)
    }
    #expect(try found(VerifyLimits(entries: leaves.count - 1)) == ["limit-entries"])
    #expect(try found(VerifyLimits(entries: leaves.count)) == [])
    #expect(try found(VerifyLimits(bytes: 20_000)).first == "limit-bytes")
  }
}

/// A log that shows another checkpoint.
private struct Answering: LogSource {
  let source: any LogSource
  let note: [UInt8]

  init(_ source: any LogSource, checkpoint note: [UInt8]) {
    self.source = source
    self.note = note
  }

  func checkpoint() throws(LogSourceFailure) -> [UInt8] { note }

  func tile(_ address: TileAddress) throws(LogSourceFailure) -> [UInt8]? {
    try source.tile(address)
  }
}
