import Application
import Evidence
import Journal
import Program
import Quantities
import Simulation
import Testing

/// Whoever publishes a log, writes in it or damages a file keeps nobody from copying the rest.
@Suite struct MirrorTests {
  /// A log that was copied once, and may be again.
  private struct Copying {
    let source: MemoryLog
    let blobs: MemoryBlobs
    let copy = MemoryLog()
    let copied = MemoryBlobs()

    @discardableResult
    func run(limits: VerifyLimits = VerifyLimits()) throws -> MirrorLog.Summary {
      try MirrorLog(
        from: source, blobs: blobs, copy: copy, target: copy, blobs: copied, limits: limits
      ).run()
    }
  }

  private static func copying(_ program: ForgedProgram) throws -> Copying {
    let published = try ForgedLog(try program.leaves(), by: program.signer)
    return Copying(source: published.log, blobs: program.blobs)
  }

  private static func evidence(_ bytes: [UInt8], lengthBytes: Int) throws -> EvidencePublished {
    EvidencePublished(
      type: .presence, sequence: 1, start: try ForgedProgram.time(0),
      end: try ForgedProgram.time(60), digest: try MemoryBlobs().put(bytes),
      lengthBytes: Int64(lengthBytes))
  }

  private static func observed(
    _ program: inout ForgedProgram, _ body: EvidencePublished
  ) throws {
    let author = Author.key(Invented.observer("past"))
    let payload = try program.payload(body, by: author, nonce: 77)
    try program.log([try program.sign(payload, [program.observer])], at: 120)
  }

  @Test func anObserverThatStatesAnotherLengthKeepsNobodyFromCopying() throws {
    var program = try ForgedProgram()
    let body = try Self.evidence([1, 2, 3], lengthBytes: 4)
    try Self.observed(&program, body)
    try program.blobs.put([1, 2, 3])
    let copying = try Self.copying(program)
    let summary = try copying.run()
    #expect(summary.size == 3 && summary.missing.isEmpty && summary.unfit.isEmpty)
    #expect(try copying.copied.has(body.digest))
  }

  @Test func aFileThatIsNotWhatItsNameSaysIsLeftOutAndTold() throws {
    var program = try ForgedProgram()
    let body = try Self.evidence([1, 2, 3], lengthBytes: 3)
    try Self.observed(&program, body)
    let text = try program.blobs.put(Array("seventeen letters".utf8))
    let note = try program.payload(NoteAdded(topic: Label("topic"), text: text), nonce: 78)
    try program.log([try program.sign(note, [program.member])], at: 120)
    program.blobs.damage(body.digest, with: [9])
    program.blobs.damage(text, with: [9])
    let copying = try Self.copying(program)
    let summary = try copying.run()
    #expect(summary.size == 4)
    #expect(summary.unfit == [body.digest])
    #expect(summary.missing == [text])
    #expect(try copying.copy.checkpoint() == copying.source.checkpoint())
  }

  @Test func onlyAFreezeThatAnEntryNamesLeadsToMoreFiles() throws {
    var program = try ForgedProgram()
    let secret = try program.blobs.put(
      Array("named by nothing that anybody signed as a freeze".utf8))
    let freeze = Freeze(
      program: program.program, pool: try Label("pool"), epoch: 1, version: 1,
      span: try TimeSpan(start: ForgedProgram.time(0), end: ForgedProgram.time(60)), rules: 1,
      factsLines: 1, factsDigest: secret, policy: secret, catalogue: secret, rosterSize: 0,
      rosterDigest: secret, previous: nil, price: nil, segments: [], leftOut: [])
    try program.blobs.put(freeze.bytes)
    try Self.observed(
      &program, try Self.evidence(freeze.bytes, lengthBytes: freeze.bytes.count))
    let copying = try Self.copying(program)
    let summary = try copying.run()
    #expect(summary.missing.isEmpty)
    #expect(try !copying.copied.has(secret))
  }

  @Test func whatComesToMoreThanIsTakenIsNotCopied() throws {
    let copying = try Self.copying(try ForgedProgram())
    for limits in [VerifyLimits(entries: 1), VerifyLimits(bytes: 100)] {
      let failure = #expect(throws: MirrorFailure.self) { try copying.run(limits: limits) }
      #expect(failure?.code == "mirror-limit")
    }
    #expect(throws: LogSourceFailure.self) { try copying.copy.checkpoint() }
  }

  /// A program with a statement, its newest freeze, and where it is copied to.
  private static func stated() throws -> (freeze: Freeze, statement: Digest, copying: Copying) {
    let program = try KeptProgram(seed: 2)
    try #require(program.closes > 0)
    var freeze: Freeze?
    var statement: Digest?
    for leaf in try program.leaves() {
      let payload = try Payload(bytes: try Leaf(bytes: leaf).envelope.payload)
      if let frozen = payload.body as? EpochFrozen {
        freeze = try Freeze(bytes: try #require(try program.blobs.get(frozen.freeze)))
      }
      if let stated = payload.body as? StatementPublished { statement = stated.statement }
    }
    return (
      try #require(freeze), try #require(statement),
      Copying(source: program.published, blobs: program.blobs)
    )
  }

  @Test func aRunCutOffBetweenAFreezeAndItsRosterIsMadeWhole() throws {
    let (freeze, _, copying) = try Self.stated()
    try copying.run()
    copying.copied.remove(freeze.rosterDigest)
    #expect(try copying.run().fetched == 1)
    #expect(try copying.copied.has(freeze.rosterDigest))
  }

  @Test func aFileOfTheCopyThatWasDamagedIsFetchedAgain() throws {
    let (_, statement, copying) = try Self.stated()
    try copying.run()
    copying.copied.damage(statement, with: [1])
    try copying.run()
    #expect(try copying.copied.get(statement) == copying.blobs.get(statement))
    copying.copied.damage(statement, with: [1])
    copying.blobs.remove(statement)
    #expect(try copying.run().missing == [statement])
  }
}
