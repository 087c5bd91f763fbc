import Encoding
import Journal
import Keys
import Quantities
import Testing

@Suite struct WitnessTests {
  private func machine(_ log: NoteSigner) throws -> WitnessMachine {
    let followed = try #require(WitnessedLog(keys: [log.verifier]))
    return try #require(
      WitnessMachine(signer: try JournalFixture.witness(), logs: [followed]))
  }

  private func request(
    _ leaves: [Digest], from old: Int, by log: NoteSigner
  ) throws -> AddCheckpointRequest {
    var source = LeafHashes(leaves)
    let head = TreeHead(size: leaves.count, root: source.root(size: leaves.count))
    return try #require(
      AddCheckpointRequest(
        oldSize: old, proof: ConsistencyProof(from: old, to: leaves.count, in: &source),
        checkpoint: SignedCheckpoint(head, by: log)))
  }

  private func answer(_ actions: [WitnessAction]) -> AddCheckpointAnswer? {
    guard case .answer(let answer) = actions.last else { return nil }
    return answer
  }

  @Test func theWorkedRequestIsWrittenAndRead() throws {
    let leaves = try JournalFixture.leaves().map { TreeHash.leaf($0) }
    let made = try request(leaves, from: 1, by: JournalFixture.log())
    let bytes = try JournalFixture.file("add-checkpoint")
    #expect(made.bytes == bytes)
    #expect(try AddCheckpointRequest(bytes: bytes) == made)
  }

  @Test func aGrowingLogIsCosignedAndKeptFirst() throws {
    let log = try JournalFixture.log()
    var machine = try machine(log)
    let leaves = NaiveTree.leaves(300)
    var size = 0
    for (step, next) in [0, 0, 1, 7, 7, 8, 256, 300].enumerated() {
      let body = try request(Array(leaves[..<next]), from: size, by: log).bytes
      let actions = machine.step(now: try JournalFixture.time(Int64(step)), body: body)
      guard case .store(let kept) = actions.first, case .cosigned(let lines)? = answer(actions)
      else {
        Issue.record("\(next): \(actions)")
        return
      }
      #expect(kept.head.size == next)
      #expect(machine.logs == [kept])
      var checkpoint = try SignedCheckpoint(bytes: try #require(kept.latest).bytes)
      try checkpoint.verify(log: [log.verifier])
      let policy = try #require(
        WitnessPolicy(
          threshold: 1, witnesses: [Witness(key: try JournalFixture.witness().verifier.key)]))
      #expect(try policy.judge(checkpoint).metAt == JournalFixture.time(Int64(step)))
      #expect(throws: NoteRefusal.self) {
        for line in lines { try checkpoint.append(line) }
        _ = try policy.judge(checkpoint)
      }
      size = next
    }
  }

  @Test func forksShrinkingAndStrangersAreRefused() throws {
    let log = try JournalFixture.log()
    var machine = try machine(log)
    let leaves = NaiveTree.leaves(20)
    let now = try JournalFixture.time()
    _ = machine.step(now: now, try request(Array(leaves[..<10]), from: 0, by: log))
    let before = machine.logs
    let other = NaiveTree.leaves(20, seed: 1)
    func expect(_ expected: AddCheckpointAnswer, _ request: AddCheckpointRequest, _ why: String) {
      let actions = machine.step(now: now, body: request.bytes)
      #expect(answer(actions) == expected, Comment(rawValue: why))
      #expect(!actions.contains { if case .store = $0 { true } else { false } })
      #expect(machine.logs == before)
    }
    expect(.inconsistent, try request(other, from: 10, by: log), "a fork that grew")
    expect(.inconsistent, try request(Array(other[..<10]), from: 10, by: log), "a fork in place")
    expect(.malformed, try request(Array(leaves[..<9]), from: 9, by: log).with(old: 10), "shrunk")
    expect(.conflict(size: 10), try request(Array(leaves[..<9]), from: 9, by: log), "older")
    expect(.conflict(size: 10), try request(leaves, from: 0, by: log), "another size")
    expect(.untrusted, try request(leaves, from: 10, by: JournalFixture.log(9)), "wrong key")
    let stranger = try JournalFixture.log(1, name: "log.example/unknown")
    expect(.unknownLog, try request(leaves, from: 10, by: stranger), "unknown")
    let good = try request(leaves, from: 10, by: log)
    let extra = ConsistencyProof(path: good.proof.path + [leaves[0]])
    expect(
      .inconsistent,
      try #require(
        AddCheckpointRequest(oldSize: 10, proof: extra, checkpoint: good.checkpoint)), "extra")
    #expect(answer(machine.step(now: now, body: [])) == .malformed)
    let actions = machine.step(now: now, try request(other, from: 10, by: log))
    guard case .report(_, let head, .root)? = actions.first else {
      Issue.record("no report: \(actions)")
      return
    }
    #expect(head.size == 10)
    // After all that, the true log is still cosigned.
    guard case .cosigned? = answer(machine.step(now: now, good)) else {
      Issue.record("the log is not cosigned")
      return
    }
  }

  @Test func anEmptyTreeWithAnotherRootIsRefused() throws {
    let log = try JournalFixture.log()
    var machine = try machine(log)
    let head = TreeHead(size: 0, root: TreeHash.leaf([]))
    let request = try #require(
      AddCheckpointRequest(
        oldSize: 0, proof: ConsistencyProof(path: []), checkpoint: SignedCheckpoint(head, by: log)))
    #expect(answer(machine.step(now: try JournalFixture.time(), request)) == .inconsistent)
  }

  @Test func bodiesAreReadStrictly() throws {
    let text = try JournalFixture.text("add-checkpoint")
    let node = String(text.split(separator: "\n")[1])
    let rows: [(String, String)] = [
      ("", "witness-old-size"), (text.replacing("old 1", with: "old 01"), "witness-old-size"),
      (text.replacing("old 1", with: "old -1"), "witness-old-size"),
      (text.replacing("old 1", with: "new 1"), "witness-old-size"),
      (text.replacing("old 1", with: "old  1"), "witness-old-size"),
      (text.replacing(node, with: node.dropLast()), "witness-proof-line"),
      (text.replacing(node, with: "x" + node), "witness-proof-line"),
      ("old 1\n" + String(repeating: node + "\n", count: 64) + "\n", "witness-proof-line"),
      ("old 1\n" + node, "witness-proof-line"), ("old 1\n\n", "note-unsigned"),
      (text.replacing("\n3\n", with: "\n03\n"), "checkpoint-size"),
    ]
    for (body, code) in rows {
      do {
        _ = try AddCheckpointRequest(bytes: Array(body.utf8))
        Issue.record("read: \(body.prefix(60))")
      } catch {
        #expect(error.code == code, "\(body.prefix(60))")
      }
    }
  }

  @Test func answersGoRound() throws {
    let line = try JournalFixture.witness().sign(Array("text\n".utf8), at: JournalFixture.time())
    let answers: [AddCheckpointAnswer] = [
      .cosigned([line]), .malformed, .untrusted, .unknownLog, .conflict(size: 42), .inconsistent,
    ]
    for answer in answers {
      #expect(
        try AddCheckpointAnswer(
          status: answer.status, contentType: answer.contentType, body: answer.body) == answer)
    }
    for (status, type, body) in [
      (200, "", ""), (200, "", "x\n"), (409, "text/plain", "42\n"), (409, "text/x.tlog.size", "42"),
      (409, "text/x.tlog.size", "042\n"), (500, "", ""), (201, "", ""),
    ] {
      #expect(throws: WitnessRefusal.answer(status: status)) {
        try AddCheckpointAnswer(status: status, contentType: type, body: Array(body.utf8))
      }
    }
  }

  @Test func aPolicyCountsEachWitnessOnce() throws {
    let log = try JournalFixture.log()
    let one = try JournalFixture.witness()
    let alias = try JournalFixture.witness(2, name: "witness.example/alias")
    let two = try JournalFixture.witness(7, name: "witness.example/w2")
    let witnesses = [
      Witness(key: one.verifier.key), Witness(name: two.verifier.name, key: two.verifier.key),
    ]
    let policy = try #require(WitnessPolicy(threshold: 2, witnesses: witnesses))
    var checkpoint = SignedCheckpoint(JournalFixture.head([[1]]), by: log)
    let text = checkpoint.note.text
    #expect(!(try policy.judge(checkpoint).isMet))
    try checkpoint.append(one.sign(text, at: JournalFixture.time(9)))
    #expect(!(try policy.judge(checkpoint).isMet))
    var twice = checkpoint
    try twice.append(alias.sign(text, at: JournalFixture.time()))
    #expect(throws: NoteRefusal.signatureTwice(2)) { try policy.judge(twice) }
    // A named witness counts under its name alone.
    var renamed = checkpoint
    let other = try JournalFixture.witness(7, name: "witness.example/w3")
    try renamed.append(other.sign(text, at: JournalFixture.time()))
    #expect(!(try policy.judge(renamed).isMet))
    try checkpoint.append(two.sign(text, at: JournalFixture.time(5)))
    let verdict = try policy.judge(checkpoint)
    #expect(verdict.isMet)
    #expect(try verdict.metAt == JournalFixture.time(9))
    var forged = SignedCheckpoint(JournalFixture.head([[1]]), by: log)
    try forged.append(one.sign(Array("another text\n".utf8), at: JournalFixture.time()))
    #expect(throws: NoteRefusal.signature(1)) { try policy.judge(forged) }
    #expect(WitnessPolicy(threshold: 3, witnesses: witnesses) == nil)
    #expect(WitnessPolicy(threshold: -1, witnesses: witnesses) == nil)
    #expect(WitnessPolicy(threshold: 1, witnesses: [witnesses[0], witnesses[0]]) == nil)
  }
}

extension AddCheckpointRequest {
  /// The same request with another old size.
  fileprivate func with(old: Int) throws -> AddCheckpointRequest {
    try #require(AddCheckpointRequest(oldSize: old, proof: proof, checkpoint: checkpoint))
  }
}
