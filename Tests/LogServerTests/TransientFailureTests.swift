import Application
import Journal
import Keys
import LogClient
import LogServer
import Program
import Quantities
import Testing

/// A disk that cannot be read for a moment: nobody is told anything wrong, nothing is lost or
/// logged twice, and the next try works.
@Suite struct TransientFailureTests {
  private struct Shaky {
    let sample: SampleProgram
    let reads = FailingReads()
    let blobReads = FailingReads()
    let store: FailingJournal
    let blobs: FailingBlobs

    init(_ sample: SampleProgram) {
      self.sample = sample
      store = FailingJournal(store: sample.store, reads: reads)
      blobs = FailingBlobs(blobs: sample.blobs, reads: blobReads)
    }

    func writer() throws -> JournalWriter {
      try JournalWriter(store: store, blobs: blobs, signer: sample.signer)
    }

    func server() throws -> JournalServer {
      try JournalServer(
        writer: try writer(), store: store, blobs: blobs, witnesses: [],
        settings: TestServers.settings, clock: sample.clock, accessLog: { _ in },
        complain: { _ in })
    }
  }

  /// The first line of the answer to a request for a path.
  private func status(_ address: LogAddress, _ path: String) async throws -> String {
    let answer = try await TestServers.exchange(
      address, Array("GET /\(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8))
    return String(answer.prefix { $0 != "\r\n" }.dropFirst("HTTP/1.1 ".count).prefix(3))
  }

  @Test func whatCannotBeReadIsNotSaidToBeAbsent() async throws {
    let shaky = Shaky(try SampleProgram(notes: 300))
    let created = try #require(shaky.sample.writer.state?.created)
    let blob = "blob/\(created.policy.hex.prefix(2))/\(created.policy.hex)"
    try await TestServers.running(try shaky.server()) { address async throws -> Void in
      for path in ["tile/0/000", "tile/entries/001.p/45"] {
        shaky.reads.fail()
        #expect(try await status(address, path) == "503", "\(path)")
        #expect(try await status(address, path) == "200", "\(path)")
      }
      shaky.blobReads.fail()
      #expect(try await status(address, blob) == "503")
      #expect(try await status(address, blob) == "200")
    }
  }

  @Test func anEntryIsLoggedOnceWhateverCouldNotBeRead() async throws {
    let shaky = Shaky(try SampleProgram(notes: 3))
    let sample = shaky.sample
    try await TestServers.running(try shaky.server()) { address in
      try await TestServers.withClient(address) { connection async throws -> Void in
        // Where the entry is looked for, again by the writer, and then when it reads all again.
        for failing in 1...6 {
          let note = try sample.note(100 + failing)
          _ = try sample.blobs.put(note.text)
          let size = try sample.store.size()
          shaky.reads.fail(failing)
          let first = try await connection.submit(note.envelope)
          if case .rejected(let status, let json) = first {
            #expect(status == 503, "\(failing)")
            #expect(String(decoding: json, as: UTF8.self).contains("journal-unavailable"))
          }
          shaky.reads.fail(0)
          guard case .taken(let receipt, let index) = try await connection.submit(note.envelope)
          else { throw Unexpected(what: "\(failing): the next try works") }
          #expect(index == size, "\(failing)")
          _ = try SubmissionReceipt(bytes: receipt, log: [sample.signer.verifier])
          #expect(try sample.store.size() == size + 1, "\(failing)")
        }
        // Where the new checkpoint is read, after the entry was logged.
        let last = try sample.note(200)
        _ = try sample.blobs.put(last.text)
        shaky.reads.fail(1, after: 2)
        guard case .taken(_, index: 10) = try await connection.submit(last.envelope) else {
          throw Unexpected(what: "what is logged is acknowledged")
        }
        #expect(try await TestServers.checkpoint(connection).checkpoint.head.size == 11)
        let verdict = try await TestServers.blocking {
          try VerifyLog(RemoteLog(connection), blobs: RemoteBlobs(connection)).run()
        }
        #expect(verdict.isGood && verdict.entries == 11, "\(verdict.findings)")
      }
    }
  }

  @Test func aBlobThatCannotBeLookedAtIsNeitherMissingNorKeptInVain() async throws {
    let shaky = Shaky(try SampleProgram())
    let sample = shaky.sample
    let note = try sample.note(7)
    let digest = Sha256.digest(of: note.text)
    let proof = try sample.proof(digest, by: sample.committee)
    try await TestServers.running(try shaky.server()) { address in
      try await TestServers.withClient(address) { connection async throws -> Void in
        shaky.blobReads.fail(2)
        guard case .rejected(503, _) = try await connection.put(note.text, digest, proof: proof)
        else { throw Unexpected(what: "a disk that cannot be read keeps nothing") }
        #expect(try await connection.put(note.text, digest, proof: proof) == .kept)
        shaky.blobReads.fail()
        guard case .rejected(503, _) = try await connection.submit(note.envelope) else {
          throw Unexpected(what: "whether the blob is there is not known")
        }
        guard case .taken(_, index: 1) = try await connection.submit(note.envelope) else {
          throw Unexpected(what: "the next try works")
        }
      }
    }
  }

  @Test func nothingIsJudgedByEntriesThatTheLogHasNotGot() throws {
    let shaky = Shaky(try SampleProgram(notes: 1))
    var writer = try shaky.writer()
    let notes = try (10..<13).map { try shaky.sample.note($0) }
    for note in notes { _ = try shaky.sample.blobs.put(note.text) }
    let now = shaky.sample.clock.present()
    // The second entry cannot be looked for, nor can the log be read again then.
    shaky.reads.fail(2, after: 1)
    #expect(throws: JournalFailure.self) {
      try writer.submit([notes[0].envelope, notes[1].envelope], now: now)
    }
    #expect(try shaky.sample.store.size() == 2)
    let outcomes = try writer.submit(notes.map(\.envelope), now: now)
    #expect(
      outcomes
        == notes.enumerated().map { .logged(index: Int64(2 + $0), identity: $1.identity) })
    #expect(writer.state?.lineCount == 5)
    _ = try JournalWriter(
      store: shaky.sample.store, blobs: shaky.sample.blobs, signer: shaky.sample.signer)
  }
}
