import Encoding
import Journal
import Keys
import Quantities
import TestSupport
import Testing

@Suite struct SubmissionAnswerTests {
  private func receipt() throws -> SubmissionReceipt {
    SubmissionReceipt(
      origin: try NoteName("log.example/pilot"),
      entry: Sha256.digest(of: try JournalFixture.file("payload.json")),
      receivedAt: try JournalFixture.time(-5), admitBy: try JournalFixture.time(3_600))
  }

  @Test func theWorkedAnswersAreWrittenAndRead() throws {
    let log = try JournalFixture.log()
    let receipt = try receipt()
    let bytes = try JournalFixture.file("receipt")
    #expect(receipt.signed(by: log) == bytes)
    #expect(try SubmissionReceipt(bytes: bytes, log: [log.verifier]) == receipt)
    let refusal = try #require(
      SubmissionRefusal(
        origin: receipt.origin, entry: receipt.entry, receivedAt: receipt.receivedAt, code: "role"))
    let refused = try JournalFixture.file("refusal")
    #expect(refusal.signed(by: log) == refused)
    #expect(try SubmissionRefusal(bytes: refused, log: [log.verifier]) == refusal)
    for code in ["", "Role", "a b", "a\nb", String(repeating: "a", count: 65)] {
      #expect(
        SubmissionRefusal(
          origin: receipt.origin, entry: receipt.entry, receivedAt: receipt.receivedAt, code: code)
          == nil)
    }
  }

  @Test func noAnswerIsTakenForAnother() throws {
    let log = try JournalFixture.log()
    let keys = [log.verifier]
    let receipt = try JournalFixture.file("receipt")
    let refusal = try JournalFixture.file("refusal")
    let checkpoint = try JournalFixture.file("checkpoint")
    #expect(throws: CheckpointRefusal.self) { try SignedCheckpoint(bytes: receipt) }
    #expect(throws: CheckpointRefusal.self) { try SignedCheckpoint(bytes: refusal) }
    for bytes in [refusal, checkpoint] {
      #expect(throws: SubmissionAnswerRefusal.line(0)) {
        try SubmissionReceipt(bytes: bytes, log: keys)
      }
    }
    for bytes in [receipt, checkpoint] {
      #expect(throws: SubmissionAnswerRefusal.line(0)) {
        try SubmissionRefusal(bytes: bytes, log: keys)
      }
    }
    // Whatever an origin may be, these titles are none.
    #expect(throws: NoteRefusal.name) { try NoteName("stipend receipt v1") }
  }

  @Test func otherLogsAndOtherLinesAreRefused() throws {
    let log = try JournalFixture.log()
    let bytes = try JournalFixture.file("receipt")
    let text = try receipt().text
    #expect(throws: SubmissionAnswerRefusal.otherLog(log.verifier.name)) {
      try SubmissionReceipt(
        bytes: bytes, log: [try JournalFixture.log(1, name: "log.example/b").verifier])
    }
    #expect(throws: SubmissionAnswerRefusal.note(.noKnownKey)) {
      try SubmissionReceipt(bytes: bytes, log: [try JournalFixture.log(9).verifier])
    }
    let written = String(decoding: text, as: UTF8.self)
    let rows: [(String, Int)] = [
      (written.replacing("log log", with: "log  log"), 1),
      (written.replacing("log log", with: "x"), 1),
      (written.replacing("entry 7", with: "entry A"), 2),
      (written.replacing("received 1", with: "received 01"), 3),
      (written.replacing("received 1", with: "received 9999999999999999999991"), 3),
      (written.replacing("admit by 1767229200", with: "admit by 1767225594"), 4),
      (written + "more\n", 5), (written.replacing("stipend", with: "Stipend"), 0),
    ]
    for (text, line) in rows {
      #expect(throws: SubmissionAnswerRefusal.line(line), "\(text)") {
        try SubmissionReceipt(text: Array(text.utf8))
      }
    }
  }

  @Test func aPromiseIsKeptLateBrokenOrPending() throws {
    let receipt = try receipt()
    let by = receipt.admitBy
    let after = try by.adding(seconds: 1)
    #expect(receipt.outcome(admittedAt: by, logTime: after) == .kept)
    #expect(receipt.outcome(admittedAt: after, logTime: after) == .late)
    #expect(receipt.outcome(admittedAt: nil, logTime: after) == .broken)
    #expect(receipt.outcome(admittedAt: nil, logTime: by) == .pending)
  }

  @Test func answersGoRoundAndAnyBitCounts() throws {
    let log = try JournalFixture.log()
    for seed in UInt64(0)..<1_000 {
      var random = SplitMix64(seed: seed)
      let receipt = SubmissionReceipt(
        origin: log.verifier.name, entry: TreeHash.leaf(random.nextBytes(limit: 9)),
        receivedAt: try JournalFixture.time(Int64(random.below(99))),
        admitBy: try JournalFixture.time(99 + Int64(random.below(1 << 20))))
      var bytes = receipt.signed(by: log)
      #expect(try SubmissionReceipt(bytes: bytes, log: [log.verifier]) == receipt, "seed \(seed)")
      bytes[random.below(bytes.count)] ^= UInt8(1 << random.below(8))
      #expect(throws: SubmissionAnswerRefusal.self, "seed \(seed)") {
        try SubmissionReceipt(bytes: bytes, log: [log.verifier])
      }
    }
  }
}
