import Application
import Encoding
import Journal
import Keys
import LogClient
import LogServer
import Program
import Quantities
import Simulation
import Testing

@Suite struct SubmissionTests {
  private func code(_ json: [UInt8]) throws -> String {
    var fields = try JSONNode(try JSONReader.read(json, limitBytes: 65_536)).fields()
    return try fields.required("code").string()
  }

  @Test func anEntryIsLoggedOnceAndItsReceiptHolds() async throws {
    let sample = try SampleProgram()
    let note = try sample.note(1)
    _ = try sample.blobs.put(note.text)
    try await TestServers.withServer(sample) { address in
      try await TestServers.withClient(address) { connection in
        for _ in 0..<2 {
          guard case .taken(let bytes, let index) = try await connection.submit(note.envelope)
          else { throw Unexpected(what: "a note is logged") }
          #expect(index == 1)
          let receipt = try SubmissionReceipt(bytes: bytes, log: [sample.signer.verifier])
          #expect(receipt.entry == note.identity)
          let leaf = try Leaf(bytes: try #require(try sample.store.leaves(1..<2).first))
          #expect(
            receipt.outcome(admittedAt: leaf.admittedAt, logTime: sample.clock.present()) == .kept)
          // Another log's key does not vouch for it.
          let stranger = try VerifierKey(
            name: sample.signer.verifier.name, purpose: .note,
            key: Invented.signer("stranger").publicKey)
          #expect(throws: SubmissionAnswerRefusal.self) {
            try SubmissionReceipt(bytes: bytes, log: [stranger])
          }
        }
        let checkpoint = try await TestServers.checkpoint(connection)
        #expect(checkpoint.checkpoint.head.size == 2)
      }
    }
    #expect(try sample.store.size() == 2)
  }

  @Test func aReceiptThatTheServerBreaksConvictsIt() async throws {
    // The server answers with a receipt, and then its log is put back to what it was before.
    let sample = try SampleProgram()
    let note = try sample.note(1)
    _ = try sample.blobs.put(note.text)
    let bytes = try await TestServers.withServer(sample) { address in
      try await TestServers.withClient(address) { connection in
        guard case .taken(let bytes, _) = try await connection.submit(note.envelope) else {
          throw Unexpected(what: "a note is logged")
        }
        return bytes
      }
    }
    let receipt = try SubmissionReceipt(bytes: bytes, log: [sample.signer.verifier])
    let amnesiac = try SampleProgram()
    #expect(try amnesiac.store.index(of: receipt.entry) == nil)
    let later = try receipt.admitBy.adding(seconds: 1)
    #expect(receipt.outcome(admittedAt: nil, logTime: receipt.admitBy) == .pending)
    #expect(receipt.outcome(admittedAt: nil, logTime: later) == .broken)
    #expect(receipt.outcome(admittedAt: later, logTime: later) == .late)
  }

  @Test func aRefusalIsSigned() async throws {
    let sample = try SampleProgram()
    let body = ObserverAppointed(
      observer: Invented.observer("o"), from: try Timestamp(seconds: 0), until: nil)
    let entry = try sample.entry(body, 7)
    try await TestServers.withServer(sample) { address in
      try await TestServers.withClient(address) { connection in
        guard case .refused(let bytes) = try await connection.submit(entry.envelope) else {
          throw Unexpected(what: "the past is refused")
        }
        let refusal = try SubmissionRefusal(bytes: bytes, log: [sample.signer.verifier])
        #expect(refusal.entry == entry.identity)
        #expect(!refusal.code.isEmpty)
      }
    }
    #expect(try sample.store.size() == 1)
  }

  @Test func whoHasNoRoleIsRefusedWithTheLogsSignature() async throws {
    let sample = try SampleProgram()
    let note = try sample.note(1)
    _ = try sample.blobs.put(note.text)
    let forged = try sample.entry(
      NoteAdded(topic: try Label("remark"), text: Sha256.digest(of: note.text)), 8,
      by: Invented.signer("stranger"))
    try await TestServers.withServer(sample) { address in
      try await TestServers.withClient(address) { connection in
        guard case .refused(let bytes) = try await connection.submit(forged.envelope) else {
          throw Unexpected(what: "a stranger's signature for the committee is refused")
        }
        let refusal = try SubmissionRefusal(bytes: bytes, log: [sample.signer.verifier])
        #expect(refusal.code == "signer-unexpected")
      }
    }
  }

  @Test func aMissingBlobIsNamed() async throws {
    let sample = try SampleProgram()
    let note = try sample.note(1)
    try await TestServers.withServer(sample) { address in
      try await TestServers.withClient(address) { connection in
        guard case .rejected(422, let json) = try await connection.submit(note.envelope) else {
          throw Unexpected(what: "the text is not here")
        }
        #expect(try code(json) == "blobs-missing")
        #expect(
          String(decoding: json, as: UTF8.self).contains(Sha256.digest(of: note.text).hex))
      }
    }
  }

  @Test func whatIsNoEntryIsNobodys() async throws {
    let sample = try SampleProgram()
    var altered = try sample.note(1).envelope
    // The last digit of a signature in base64, before its padding.
    let place = altered.count - 9
    altered[place] = altered[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
    try await TestServers.withServer(sample) { [altered] address in
      try await TestServers.withClient(address) { connection in
        for bytes in [[], Array("{}".utf8), [0xFF], altered] {
          guard case .rejected(400, let json) = try await connection.submit(bytes) else {
            Issue.record("\(bytes.count) bytes are no entry")
            continue
          }
          #expect(try code(json).hasPrefix("envelope-"))
        }
        let long = [UInt8](repeating: 0x20, count: Envelope.limitBytes + 1)
        guard case .rejected(413, let json) = try await connection.submit(long) else {
          throw Unexpected(what: "the body is too long")
        }
        #expect(try code(json) == "body-too-long")
      }
    }
  }

  @Test func aSlowClientIsSentAway() async throws {
    let sample = try SampleProgram()
    var settings = TestServers.settings
    settings.requestSeconds = 1
    let answer = try await TestServers.withServer(sample, settings: settings) { address in
      try await TestServers.exchange(
        address,
        Array("POST /entries HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{".utf8))
    }
    #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 408"), "\(answer)")
  }

  @Test func aConnectionDoesNotLiveForEver() async throws {
    let sample = try SampleProgram()
    var settings = TestServers.settings
    settings.connectionSeconds = 1
    let answer = try await TestServers.withServer(sample, settings: settings) { address in
      try await TestServers.exchange(address, Array("GET /".utf8))
    }
    #expect(!answer.hasPrefix("HTTP/1.1 2"))
  }

  @Test func beyondTheQuotaAClientIsToldWhenToComeBack() async throws {
    let sample = try SampleProgram()
    var settings = TestServers.settings
    settings.quota.entries = try #require(QuotaLimits.Rate(burst: 2, perHour: 60))
    let log = Lines()
    let entries = try (1...3).map { try sample.note($0) }
    for entry in entries { _ = try sample.blobs.put(entry.text) }
    try await TestServers.withServer(sample, settings: settings, log: log) { address in
      try await TestServers.withClient(address) { connection in
        for entry in entries.prefix(2) {
          guard case .taken = try await connection.submit(entry.envelope) else {
            throw Unexpected(what: "two are within the quota")
          }
        }
        guard case .rejected(429, let json) = try await connection.submit(entries[2].envelope)
        else { throw Unexpected(what: "the third is not") }
        #expect(try code(json) == "quota")
        sample.clock.advance(seconds: 61)
        guard case .taken = try await connection.submit(entries[2].envelope) else {
          throw Unexpected(what: "a minute later it is")
        }
      }
    }
    // The access log knows neither client nor key nor entry.
    let text = log.all.joined()
    #expect(text.contains(#""resource":"entry","status":429"#))
    #expect(!text.contains("127.0.0.1") && !text.contains("ed25519"))
  }

  @Test func whoSendsAgainWhatIsPublicUsesUpNobodysQuota() async throws {
    let sample = try SampleProgram()
    var settings = TestServers.settings
    settings.quota.entries = try #require(QuotaLimits.Rate(burst: 2, perHour: 1))
    let (note, other) = (try sample.note(1), try sample.note(2))
    for text in [note.text, other.text] { _ = try sample.blobs.put(text) }
    // What the same key signed for another program is public there.
    let header = PayloadHeader(
      program: .zero, at: sample.clock.present(), author: .committee, nonce: 5, basis: 1,
      demonstration: true)
    let elsewhere = try Envelope(
      payload: try Payload(header, ProgramResumed(what: .payouts)).bytes,
      signedBy: [sample.committee], prefix: Invented.addressPrefix)
    try await TestServers.withServer(sample, settings: settings) { address in
      try await TestServers.withClient(address) { connection in
        for _ in 0..<5 {
          guard case .taken(_, 1) = try await connection.submit(note.envelope) else {
            throw Unexpected(what: "it is logged, and then it is there")
          }
          guard case .refused = try await connection.submit(elsewhere.bytes) else {
            throw Unexpected(what: "another program's entry is refused")
          }
        }
        guard case .taken = try await connection.submit(other.envelope) else {
          throw Unexpected(what: "the signer's quota is its own")
        }
      }
    }
  }

  @Test func manyClientsShareBatches() async throws {
    let sample = try SampleProgram()
    var settings = TestServers.settings
    settings.lingerMilliseconds = 20
    let entries = try (0..<64).map { try sample.note($0) }
    for entry in entries { _ = try sample.blobs.put(entry.text) }
    let indices = try await TestServers.withServer(sample, settings: settings) { address in
      try await TestServers.withClient(address) { connection in
        try await withThrowingTaskGroup(of: Int64?.self) { group in
          for entry in entries {
            group.addTask {
              guard case .taken(_, let index) = try await connection.submit(entry.envelope)
              else { return nil }
              return index
            }
          }
          var indices: [Int64] = []
          for try await index in group { indices.append(try #require(index)) }
          return indices.sorted()
        }
      }
    }
    #expect(indices == Array(1...64))
    var checkpoints = 0
    for size in 2...65 where try sample.store.checkpoint(size: Int64(size)) != nil {
      checkpoints += 1
    }
    #expect(checkpoints < 32, "\(checkpoints) batches for 64 entries")
  }
}
