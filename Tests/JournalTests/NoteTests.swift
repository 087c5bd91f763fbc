import Encoding
import Journal
import Keys
import Quantities
import TestSupport
import Testing

@Suite struct NoteTests {
  /// The example of the signed-note specification.
  private static let vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
  private static let note = """
    This is an example message.

    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTg\
    K7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

    """

  @Test func theSpecificationsNoteVerifies() throws {
    let key = try VerifierKey(text: Self.vkey)
    #expect(key.text == Self.vkey)
    #expect(key.id == 0x530D_903A)
    let note = try SignedNote(bytes: Array(Self.note.utf8))
    #expect(note.text == Array("This is an example message.\n".utf8))
    try note.open(by: [key])
    #expect(note.bytes == Array(Self.note.utf8))
  }

  @Test func theWorkedVerifierKeysAreWritten() throws {
    let keys =
      try JournalFixture.log().verifier.text + "\n"
      + JournalFixture.witness().verifier.text + "\n"
    #expect(keys == (try JournalFixture.text("vkeys")))
  }

  @Test(arguments: [
    ("", "note-verifier-key"), ("a+b", "note-verifier-key"),
    ("a+0000000+AA==", "note-verifier-key"), ("a+00000000+A", "note-verifier-key"),
    ("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "note-name"),
    ("a b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "note-name"),
    ("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "note-key-hash"),
    ("example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "note-key-hash"),
    ("example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "note-key-algorithm"),
    ("example.com/foo+530d903a+", "note-key-algorithm"),
    ("example.com/foo+530d903a+AekyeRrm", "note-public-key"),
    ("example.com/foo+530d903a+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "note-public-key"),
  ])
  func otherVerifierKeysAreRefused(text: String, code: String) {
    do {
      _ = try VerifierKey(text: text)
      Issue.record("\(text) was read")
    } catch {
      #expect(error.code == code)
    }
  }

  @Test func notesAreReadStrictly() throws {
    let good = Self.note
    let line = try #require(good.split(separator: "\n").last)
    let rows: [(String, String)] = [
      ("", "note-unsigned"), ("\n", "note-unsigned"), ("a\n", "note-unsigned"),
      ("a\n\n", "note-unsigned"), (String(good.dropLast()), "note-unsigned"),
      (good.replacing("This", with: "Th\u{07}is"), "note-text"),
      (good.replacing("This", with: "Th\tis"), "note-text"),
      (good.replacing("\n", with: "\r\n"), "note-text"),
      (good.replacing("\n\n", with: "\n"), "note-unsigned"),
      (good + "\n", "note-unsigned"), (good + "x\n", "note-signature-line"),
      (good.replacing("— ", with: "- "), "note-signature-line"),
      (good.replacing("— ", with: "—  "), "note-signature-line"),
      (good.replacing("— ", with: "\u{2013} "), "note-signature-line"),
      (good.replacing("foo ", with: "f\u{00A0}oo "), "note-signature-line"),
      (good.replacing("foo ", with: "foo+ "), "note-signature-line"),
      (good.replacing("aQM=", with: "aQN="), "note-signature-line"),
      (good.replacing("aQM=", with: "aQM"), "note-signature-line"),
      ("a\n\n— foo AAAAAA==\n", "note-signature-line"),
      ("a\n\n" + String(repeating: line + "\n", count: 65), "note-signature-count"),
      (String(repeating: "a", count: 262_145), "note-size"),
    ]
    for (text, code) in rows {
      do {
        _ = try SignedNote(bytes: Array(text.utf8))
        Issue.record("read: \(text.prefix(60))")
      } catch {
        #expect(error.code == code, "\(text.prefix(60).debugDescription)")
      }
    }
    #expect(throws: NoteRefusal.text) { try SignedNote(bytes: [0x61, 0xFF] + Array("\n\n".utf8)) }
    #expect(throws: NoteRefusal.text) { try SignedNote(text: Array("no end".utf8)) }
    let inner = try SignedNote(bytes: Array("a\n\n\nb\n\n\(line)\n".utf8))
    #expect(inner.text == Array("a\n\n\nb\n".utf8))
  }

  @Test func knownKeysMustHoldAndOthersAreIgnored() throws {
    let log = try JournalFixture.log()
    let other = try JournalFixture.log(5, name: "other.example")
    var note = try SignedNote(text: Array("text\n".utf8))
    try note.append(other.sign(note.text))
    #expect(throws: NoteRefusal.noKnownKey) { try note.open(by: [log.verifier]) }
    try note.append(log.sign(note.text))
    try note.open(by: [log.verifier])
    #expect(try note.verified(by: [log.verifier, other.verifier]).count == 2)
    var forged = note
    let line = NoteSignature(
      name: log.verifier.name, keyID: log.verifier.id, bytes: Array(repeating: 0, count: 64))
    try forged.append(line)
    #expect(throws: NoteRefusal.signatureTwice(2)) { try forged.open(by: [log.verifier]) }
    #expect(throws: Never.self) { try forged.open(by: [other.verifier]) }
    var wrong = try SignedNote(text: note.text)
    try wrong.append(other.sign(note.text))
    try wrong.append(line)
    #expect(throws: NoteRefusal.signature(1)) {
      try wrong.open(by: [log.verifier, other.verifier])
    }
    // The same name with another key, and the same key for another purpose, are strangers.
    let twin = try JournalFixture.log(6)
    #expect(throws: NoteRefusal.noKnownKey) { try note.open(by: [twin.verifier]) }
    let witness = try JournalFixture.witness(1, name: "log.example/pilot")
    #expect(throws: NoteRefusal.noKnownKey) { try note.open(by: [witness.verifier]) }
    #expect(throws: NoteRefusal.keyAlgorithm) {
      try NoteSigner(
        name: log.verifier.name, purpose: .note, key: try JournalFixture.key(4, .secp256k1))
    }
  }

  @Test func notesGoRoundAndAnyBitCounts() throws {
    let log = try JournalFixture.log()
    let witness = try JournalFixture.witness()
    for seed in UInt64(0)..<1_000 {
      var random = SplitMix64(seed: seed)
      let root = TreeHash.leaf(random.nextBytes(limit: 20))
      let head = TreeHead(size: random.below(1 << 40), root: root)
      var signed = SignedCheckpoint(head, by: log)
      try signed.append(witness.sign(signed.note.text, at: JournalFixture.time(Int64(seed))))
      let read = try SignedCheckpoint(bytes: signed.bytes)
      #expect(read == signed, "seed \(seed)")
      try read.verify(log: [log.verifier])
      var bytes = signed.bytes
      bytes[random.below(bytes.count)] ^= UInt8(1 << random.below(8))
      guard let altered = try? SignedCheckpoint(bytes: bytes) else { continue }
      let keys = [log.verifier, witness.verifier]
      let verified = (try? altered.note.verified(by: keys)) ?? []
      #expect(verified.count < 2, "seed \(seed)")
    }
  }

  @Test func checkpointsAreThreeLines() throws {
    let root = Base64.text(TreeHash.empty.bytes)
    let rows: [(String, String)] = [
      ("o\n1\n\(root)", "checkpoint-lines"), ("o\n1\n", "checkpoint-lines"),
      ("\n1\n\(root)\n", "checkpoint-lines"), ("o\n\n1\n\(root)\n", "checkpoint-lines"),
      ("o p\n1\n\(root)\n", "checkpoint-origin"), ("o\n01\n\(root)\n", "checkpoint-size"),
      ("o\n-1\n\(root)\n", "checkpoint-size"), ("o\n+1\n\(root)\n", "checkpoint-size"),
      ("o\n9223372036854775807\n\(root)\n", "checkpoint-size"),
      ("o\n9223372036854775808\n\(root)\n", "checkpoint-size"),
      ("o\n1\nAAAA\n", "checkpoint-root"), ("o\n1\n\(root)=\n", "checkpoint-root"),
      ("o\n1\n\(root)\nmore\n", "checkpoint-extension"),
    ]
    for (text, code) in rows {
      do {
        _ = try Checkpoint(text: Array(text.utf8))
        Issue.record("read: \(text)")
      } catch {
        #expect(error.code == code, "\(text)")
      }
    }
  }

  @Test func aCheckpointOfAnotherOriginIsRefused() throws {
    let log = try JournalFixture.log()
    let other = try JournalFixture.log(1, name: "log.example/other")
    let signed = SignedCheckpoint(.empty, by: other)
    #expect(throws: CheckpointRefusal.otherOrigin(other.verifier.name)) {
      try signed.verify(log: [log.verifier])
    }
    #expect(throws: CheckpointRefusal.note(.noKnownKey)) {
      try SignedCheckpoint(.empty, by: try JournalFixture.log(8)).verify(log: [log.verifier])
    }
  }

  @Test func theWorkedCheckpointIsWrittenAndJudged() throws {
    let log = try JournalFixture.log()
    let witness = try JournalFixture.witness()
    var made = SignedCheckpoint(JournalFixture.head(try JournalFixture.leaves()), by: log)
    try made.append(witness.sign(made.note.text, at: JournalFixture.time(60)))
    let bytes = try JournalFixture.file("checkpoint")
    #expect(made.bytes == bytes)
    let read = try SignedCheckpoint(bytes: bytes)
    try read.verify(log: [log.verifier])
    let policy = try #require(
      WitnessPolicy(threshold: 1, witnesses: [Witness(key: witness.verifier.key)]))
    let verdict = try policy.judge(read)
    #expect(verdict.isMet)
    #expect(try verdict.metAt == JournalFixture.time(60))
  }
}
