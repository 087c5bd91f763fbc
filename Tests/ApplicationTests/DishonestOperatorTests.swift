import Application
import Foundation
import Journal
import Keys
import Program
import Quantities
import Simulation
import Testing

/// An operator that holds the log's key and does with it what it likes.
@Suite struct DishonestOperatorTests {
  private func note(_ program: ForgedProgram, _ number: Int) throws -> [UInt8] {
    let text = try program.blobs.put(Array("note \(number), salted".utf8))
    return try program.sign(
      try program.payload(
        NoteAdded(topic: try Label("remark"), text: text), nonce: UInt128(100 + number)),
      [program.member])
  }

  @Test func aLeafWhoseTimeGoesBackIsFound() throws {
    let program = try ForgedProgram()
    let leaves = [
      ForgedProgram.leaf(try note(program, 1), at: 500),
      ForgedProgram.leaf(try note(program, 2), at: 499),
    ]
    let finding = try #require(try program.verdict(adding: leaves).findings.first)
    #expect(finding.code == "time-back")
    #expect(finding.place == .entry(3))
  }

  @Test func entriesInAnotherOrderAreFound() throws {
    let program = try ForgedProgram()
    var leaves = try program.leaves()
    leaves.swapAt(0, 1)
    let log = try ForgedLog(leaves, by: program.signer)
    let verdict = try VerifyLog(log.log, blobs: program.blobs).run()
    #expect(verdict.findings.first?.place == .entry(0))
  }

  @Test func anEntryLoggedTwiceIsFound() throws {
    let program = try ForgedProgram()
    let leaf = ForgedProgram.leaf(try note(program, 1), at: 500)
    let finding = try #require(try program.verdict(adding: [leaf, leaf]).findings.first)
    #expect(finding.code == "duplicate")
  }

  @Test func aCheckpointOfAnotherOriginOrKeyIsFound() throws {
    let program = try ForgedProgram()
    let origin = program.signer.verifier.name
    for signer in [
      try NoteSigner(
        name: try NoteName("log.example/other"), purpose: .note, key: Invented.signer("log")),
      try NoteSigner(name: origin, purpose: .note, key: Invented.signer("other log")),
    ] {
      let finding = try #require(try program.verdict(adding: [], by: signer).findings.first)
      #expect(finding.code == "checkpoint-signature")
      #expect(finding.place == .checkpoint)
    }
  }

  @Test func twoTreesOfOneSizeAreFoundByWhoSawTheOther() throws {
    let program = try ForgedProgram()
    let shown = try ForgedLog(
      try program.leaves() + [ForgedProgram.leaf(try note(program, 1), at: 500)],
      by: program.signer)
    let seen = try SignedCheckpoint(bytes: try shown.log.checkpoint())
    let other = try ForgedLog(
      try program.leaves() + [
        ForgedProgram.leaf(try note(program, 2), at: 500),
        ForgedProgram.leaf(try note(program, 1), at: 501),
      ], by: program.signer)
    let verdict = try VerifyLog(other.log, blobs: program.blobs, since: SeenLog(seen)).run()
    #expect(verdict.findings.first?.code == "log-forked")
    let shorter = try ForgedLog(try program.leaves(), by: program.signer)
    let shrunk = try VerifyLog(shorter.log, blobs: program.blobs, since: SeenLog(seen)).run()
    #expect(shrunk.findings.contains { $0.code == "log-shrunk" })
  }

  @Test func aPromiseThatTheServerBreaksConvictsIt() throws {
    let program = try ForgedProgram()
    let entry = try Envelope(bytes: try note(program, 1)).identity
    let receipt = SubmissionReceipt(
      origin: program.signer.verifier.name, entry: entry,
      receivedAt: try ForgedProgram.time(400), admitBy: try ForgedProgram.time(450)
    ).signed(by: program.signer)
    let other = ForgedProgram.leaf(try note(program, 2), at: 500)
    let broken = try program.verdict(adding: [other], receipts: [receipt])
    #expect(broken.findings.map(\.code) == ["receipt-broken"])
    let late = ForgedProgram.leaf(try note(program, 1), at: 500)
    let delayed = try program.verdict(adding: [late], receipts: [receipt])
    #expect(delayed.findings.map(\.code) == ["receipt-late"])
    // A receipt that somebody else wrote in the log's name convicts nobody.
    let forger = try NoteSigner(
      name: program.signer.verifier.name, purpose: .note, key: Invented.signer("forger"))
    let forged = SubmissionReceipt(
      origin: forger.verifier.name, entry: entry, receivedAt: try ForgedProgram.time(400),
      admitBy: try ForgedProgram.time(450)
    ).signed(by: forger)
    let accused = try program.verdict(adding: [other], receipts: [forged])
    #expect(accused.findings.count == 1)
    #expect(accused.findings.first?.code != "receipt-broken")
  }

  @Test("Law 13: time comes from the log, and witnesses bracket it")
  func timesThatRunAheadOfTheWitnessesAreFound() throws {
    let witness = Invented.signer("witness")
    let program = try ForgedProgram(witnesses: [witness])
    let cosigner = try NoteSigner(
      name: try NoteName("witness.example/w"), purpose: .cosignature, key: witness)
    let leaves = try program.leaves() + [ForgedProgram.leaf(try note(program, 1), at: 90_000)]
    func verdict(seenAt second: Int64) throws -> LogVerdict {
      let log = try ForgedLog(
        leaves, by: program.signer, cosigned: [(cosigner, try ForgedProgram.time(second))])
      return try VerifyLog(log.log, blobs: program.blobs).run()
    }
    let honest = try verdict(seenAt: 90_010)
    let seen = try ForgedProgram.time(90_010)
    #expect(honest.isGood && honest.cosigned == [seen])
    // A deadline was let pass: the leaf says a time at which the witness had long seen it.
    #expect(try verdict(seenAt: 80_000).findings.first?.code == "time-after-witness")
  }

  @Test("Law 13: an entry put in later, with a time of before, is found by who saw the log before")
  func anEntryPutInWithATimeOfBeforeIsFound() throws {
    let keys = (0..<3).map { Invented.signer("witness \($0)") }
    let program = try ForgedProgram(witnesses: keys)
    let witnesses = try keys.enumerated().map { number, key in
      try NoteSigner(
        name: try NoteName("witness.example/\(number)"), purpose: .cosignature, key: key)
    }
    func seen(at seconds: [Int64]) throws -> SeenLog {
      let log = try ForgedLog(
        try program.leaves(), by: program.signer,
        cosigned: try zip(witnesses, seconds).map { ($0, try ForgedProgram.time($1)) })
      return SeenLog(try SignedCheckpoint(bytes: try log.log.checkpoint()))
    }
    let leaf = ForgedProgram.leaf(try note(program, 1), at: 86_399)
    let log = try ForgedLog(try program.leaves() + [leaf], by: program.signer)
    func code(_ seconds: [Int64]) throws -> String? {
      try VerifyLog(log.log, blobs: program.blobs, since: try seen(at: seconds)).run()
        .findings.first?.code
    }
    #expect(try code([90_000, 90_001, 90_002]) == "time-before-witness")
    #expect(try code([86_000, 86_001, 86_002]) == nil)
    // One witness that lies accuses nobody, whichever way.
    #expect(try code([86_000, 86_001, 900_000]) == nil)
    let honest = try ForgedLog(
      try program.leaves() + [leaf], by: program.signer,
      cosigned: try zip(witnesses, [10, 86_400, 86_401] as [Int64]).map {
        ($0, try ForgedProgram.time($1))
      })
    #expect(try VerifyLog(honest.log, blobs: program.blobs).run().isGood)
  }

  @Test("Law 13: an author's own time decides nothing")
  func anAuthorsTimeDecidesNothing() throws {
    var program = try ForgedProgram()
    for (number, seconds) in [0, 1, ForgedProgram.start + 10_000_000].enumerated() {
      let text = try program.blobs.put(Array("time \(number), salted".utf8))
      let header = PayloadHeader(
        program: program.program, at: try Timestamp(seconds: Int64(seconds)), author: .committee,
        nonce: UInt128(200 + number), basis: 1, demonstration: true)
      let payload = try Payload(header, NoteAdded(topic: try Label("remark"), text: text))
      let envelope = try program.sign(payload.bytes, [program.member])
      #expect(try program.answer(envelope, at: 1_000) == "logged")
    }
    // The log's own time is what counts, and never goes back, also where the clock does.
    let last = try Leaf(bytes: try #require(try program.leaves().last))
    #expect(last.admittedAt == (try ForgedProgram.time(1_000)))
    #expect(try program.answer(try note(program, 9), at: 10) == "logged")
    let next = try Leaf(bytes: try #require(try program.leaves().last))
    #expect(next.admittedAt == last.admittedAt)
  }

  @Test("Law 10: bytes are final: what was signed is stored, published and read as those bytes")
  func bytesAreFinal() throws {
    var program = try ForgedProgram()
    let envelopes = try (0..<300).map { try note(program, $0) }
    for batch in [envelopes[..<1], envelopes[1..<200], envelopes[200...]] {
      try program.log(Array(batch), at: 1_000)
    }
    let published = MemoryLog()
    _ = try ExportJournal(store: program.store, blobs: program.blobs).run(
      to: published, blobs: MemoryBlobs())
    let stored = try program.leaves()
    var read: [[UInt8]] = []
    for index in 0...1 {
      let width = TileGeometry.width(of: .entries, index: index, size: stored.count)
      let address = TileAddress(.entries, index: index, width: width)
      read += try EntryBundle.decode(try #require(try published.tile(address)), at: address)
    }
    #expect(read == stored)
    let lines = try JournalRecords(store: program.store, blobs: program.blobs).facts()
      .split(separator: 0x0A)
    for (place, envelope) in envelopes.enumerated() {
      #expect(stored[2 + place] == ForgedProgram.leaf(envelope, at: 1_000), "entry \(place)")
      let payload = try Envelope(bytes: envelope).payload
      #expect(lines[2 + place].dropLast().suffix(payload.count).elementsEqual(payload))
    }
  }

  @Test("Law 12: a blob withdrawn is told as such, and never one that amounts are computed from")
  func withdrawnBlobsAreNeverComputedInputs() throws {
    var program = try ForgedProgram()
    try program.log([try note(program, 1)], at: 1_000)
    let created = try #require(program.writer.state?.created)
    for digest in [created.policy, created.catalogue] {
      let body = BlobWithdrawn(digest: digest, reason: try Label("personal-data"))
      let envelope = try program.sign(
        try program.payload(body, nonce: 300), [program.member])
      #expect(try program.answer(envelope) == "blob-computed-input")
    }
    let text = Sha256.digest(of: Array("note 1, salted".utf8))
    let body = BlobWithdrawn(digest: text, reason: try Label("personal-data"))
    try program.log(
      [try program.sign(try program.payload(body, nonce: 301), [program.member])], at: 1_000)
    program.blobs.remove(text)
    #expect(try program.verdict(adding: []).isGood)
    #expect(program.writer.state?.isWithdrawn(text) == true)
    // What nobody withdrew is missed.
    program.blobs.remove(created.catalogue)
    #expect(try !program.verdict(adding: []).isGood)
  }

  @Test("Law 14: the record says what it does not prove")
  func theVerdictSaysWhatItDoesNotProve() throws {
    let witness = Invented.signer("witness")
    let program = try ForgedProgram(witnesses: [witness])
    let unpinned = try program.verdict(adding: [])
    #expect(unpinned.isGood && !unpinned.isPinned && unpinned.isDemonstration)
    #expect(unpinned.witnesses == 1 && unpinned.cosigned.isEmpty)
    let log = try ForgedLog(try program.leaves(), by: program.signer)
    let pinned = try VerifyLog(log.log, blobs: program.blobs, pinned: program.program).run()
    #expect(pinned.isPinned && pinned.isGood)
    // A demonstration cannot hold one entry that says it is none.
    let real = String(decoding: try Envelope(bytes: try note(program, 1)).payload, as: UTF8.self)
      .replacingOccurrences(of: "\"demonstration\":true", with: "\"demonstration\":false")
    let leaf = ForgedProgram.leaf(
      try program.sign(Array(real.utf8), [program.member]), at: 90_000)
    #expect(
      try program.verdict(adding: [leaf]).findings.first?.code == "demonstration-differs")
  }
}
