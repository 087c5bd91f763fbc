import Application
import Journal
import Keys
import Policy
import Program
import Quantities
import Simulation
import Testing

/// A random program kept in a signed journal, exported, and read as an outsider reads it.
@Suite struct JournalRecordTests {
  @Test func recordsOfRandomProgramsHold() throws {
    for seed in UInt64(1)...6 {
      let kept = try KeptProgram(seed: seed)
      let verdict = try VerifyLog(
        kept.published, blobs: kept.blobs, pinned: kept.program, receipts: []
      ).run()
      #expect(verdict.isGood, "seed \(seed): \(verdict.findings)")
      #expect(verdict.epochs == kept.closes, "seed \(seed)")
      #expect(verdict.entries == Int(try kept.store.size()), "seed \(seed)")
    }
  }

  @Test func theFactsViewIsTheFactsFileOfTheSameEntries() throws {
    let kept = try KeptProgram(seed: 3)
    let facts = try JournalRecords(store: kept.store, blobs: kept.blobs).facts()
    let log = try FactsLog(reading: facts, rules: kept.rules)
    #expect(log.lineCount == Int(try kept.store.size()))
    #expect(log.state.program == kept.program)
  }

  @Test func everyTamperedCopyIsFound() throws {
    let kept = try KeptProgram(seed: 5)
    let copies = try Tampering(kept.published, blobs: kept.blobs).copies()
    var codes: [String] = []
    for copy in copies {
      let verdict = try VerifyLog(copy.source, blobs: copy.blobs, pinned: kept.program).run()
      #expect(!verdict.isGood, "\(copy.story)")
      codes.append(verdict.findings.first?.code ?? "none")
    }
    // What was dropped shows by its place, or in the last bundle by the number.
    #expect(
      codes == [
        "bundle-entry-hash", "bundle-count", "blob-altered", "blob-missing", "time-back",
      ])
  }

  @Test func anotherProgramIsNotTheOneAskedFor() throws {
    let kept = try KeptProgram(seed: 3)
    let verdict = try VerifyLog(
      kept.published, blobs: kept.blobs, pinned: Sha256.digest(of: [1])
    ).run()
    #expect(verdict.findings.first?.code == "program-other")
  }

  @Test func aLogThatDoesNotContinueACheckpointSeenBeforeIsAFork() throws {
    let (one, other) = (try KeptProgram(seed: 3), try KeptProgram(seed: 9))
    let seen = try SignedCheckpoint(bytes: try other.published.checkpoint())
    let verdict = try VerifyLog(one.published, blobs: one.blobs, since: SeenLog(seen)).run()
    let codes = verdict.findings.map(\.code)
    #expect(
      codes.contains("log-forked") || codes.contains("log-shrunk")
        || codes.contains("since-foreign"))
  }

  @Test func aReceiptIsKeptLateOrBroken() throws {
    let kept = try KeptProgram(seed: 3)
    let signer = try NoteSigner(
      name: try SignedCheckpoint(bytes: try kept.published.checkpoint()).checkpoint.origin,
      purpose: .note, key: Invented.signer("log"))
    let leaf = try Leaf(bytes: try #require(try kept.store.leaves(4..<5).first))
    func receipt(_ entry: Digest, admitBy: Timestamp) -> [UInt8] {
      SubmissionReceipt(
        origin: signer.verifier.name, entry: entry, receivedAt: .earliest, admitBy: admitBy
      ).signed(by: signer)
    }
    let identity = leaf.envelope.identity
    let early = try Timestamp(seconds: leaf.admittedAt.seconds - 1)
    func code(_ receipt: [UInt8]) throws -> String? {
      try VerifyLog(kept.published, blobs: kept.blobs, receipts: [receipt]).run()
        .findings.first?.code
    }
    #expect(try code(receipt(identity, admitBy: leaf.admittedAt)) == nil)
    #expect(try code(receipt(identity, admitBy: early)) == "receipt-late")
    #expect(try code(receipt(Sha256.digest(of: [7]), admitBy: early)) == "receipt-broken")
    #expect(try code(Array("no receipt\n".utf8)) != nil)
  }
}

/// What the one writer refuses, and that nothing of it stays.
@Suite struct JournalWriterTests {
  @Test func whatIsRefusedLogsNothing() throws {
    let kept = try KeptProgram(seed: 3)
    let size = try kept.store.size()
    var writer = try kept.writer()
    let state = try #require(writer.state)
    let now = try #require(state.lastAdmittedAt)
    let leaf = try Leaf(bytes: try #require(try kept.store.leaves(2..<3).first))
    let stranger = Invented.signer("stranger")
    let header = PayloadHeader(
      program: state.program, at: now, author: .committee, nonce: 7, basis: 1,
      demonstration: state.isDemonstration)
    let payload = try Payload(
      header,
      ObserverRetired(observer: Invented.observer("nobody"), at: now))
    let forged = try Envelope(
      payload: payload.bytes, signedBy: [stranger], prefix: Invented.addressPrefix)
    var broken = leaf.envelope.bytes
    broken[broken.count - 8] ^= 1
    let outcomes = try writer.submit(
      [leaf.envelope.bytes, forged.bytes, Array("{}".utf8), broken], now: now)
    guard case .duplicate(index: 2, _) = outcomes[0] else {
      Issue.record("\(outcomes[0])")
      return
    }
    guard case .refused(_, code: "signer-unexpected", _, _) = outcomes[1] else {
      Issue.record("\(outcomes[1])")
      return
    }
    guard case .malformed = outcomes[2] else {
      Issue.record("\(outcomes[2])")
      return
    }
    #expect(try kept.store.size() == size)
    #expect(writer.size == size)
  }

  @Test func aKeyThatIsNotTheLogsCannotWrite() throws {
    let kept = try KeptProgram(seed: 3)
    #expect(throws: JournalFailure.self) { _ = try kept.writer(key: Invented.signer("other")) }
  }
}
