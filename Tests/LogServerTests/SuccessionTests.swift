import Application
import BlobFiles
import Foundation
import Journal
import Keys
import LogClient
import LogServer
import Program
import Quantities
import Simulation
import StoreSQLite
import TestSupport
import Testing

/// A log changes hands: from a public copy alone, by the committee's entry, under the world's eyes.
@Suite(.serialized) struct SuccessionTests {
  private static let files = PosixFileSystem()

  private static func blobs(_ folder: String) -> FileBlobs<PosixFileSystem> {
    FileBlobs(folder: folder + "/blob", mark: "1", on: files)
  }

  private static func mirror(
    _ connection: LogConnection, to folder: String, pinned: Digest? = nil
  ) -> MirrorLog {
    MirrorLog(
      from: RemoteLog(connection), blobs: RemoteBlobs(connection),
      copy: FolderLog(folder, on: files), target: FolderExport(folder, mark: "1", on: files),
      blobs: blobs(folder), pinned: pinned)
  }

  private static func next(_ sample: SampleProgram, origin: String? = nil) throws -> NoteSigner {
    try NoteSigner(
      name: NoteName(origin ?? sample.signer.verifier.name.text), purpose: .note,
      key: Invented.signer("log two"))
  }

  private static func succession(
    _ sample: SampleProgram, to signer: NoteSigner, from: Timestamp? = nil, number: Int = 900
  ) throws -> [UInt8] {
    let key = try #require(PublicKeyText(signer.verifier.key.text))
    return try sample.entry(
      OperatorSucceeded(origin: signer.verifier.name.text, key: key, from: from), number
    ).envelope
  }

  private static func logged(
    _ connection: LogConnection, _ sample: SampleProgram, _ number: Int,
    _ blobs: any BlobStore
  ) async throws {
    let note = try sample.note(number)
    _ = try blobs.put(note.text)
    guard case .taken = try await connection.submit(note.envelope) else {
      throw Unexpected(what: "a note is logged")
    }
  }

  /// What a witness cosigned last, asked at its address.
  private static func heads(
    _ witness: LogAddress, _ sample: SampleProgram
  ) async throws -> [TreeHead] {
    let bytes = try await TestServers.body(witness, "checkpoint")
    var heard = CosignedHeads(
      log: [sample.signer.verifier], witnesses: [Witness(key: sample.witness.publicKey)])
    try heard.take(bytes)
    #expect(heard.unheard.isEmpty)
    return heard.heads
  }

  /// The old operator's server with a witness that follows it; gives what the witness cosigned.
  private static func life(
    _ sample: SampleProgram, state: String, copy: String
  ) async throws -> [TreeHead] {
    try await TestServers.withServer(sample) { address in
      try await TestServers.withClient(address) { connection in
        try await logged(connection, sample, 500, sample.blobs)
        let first = try await TestServers.blocking {
          try mirror(connection, to: copy, pinned: sample.program).run()
        }
        #expect(first.missing.isEmpty && first.added == first.size)
        try await logged(connection, sample, 501, sample.blobs)
        let second = try await TestServers.blocking { try mirror(connection, to: copy).run() }
        #expect(second.added == 1 && second.size == first.size + 1)
        return try await TestServers.withWitness(
          sample, folder: state, source: RemoteLog(connection)
        ) { witness, server in
          await server.look()
          return try await heads(witness, sample)
        }
      }
    }
  }

  /// A copy becomes a journal under the new key, which a server then serves.
  private static func takeOver(
    _ sample: SampleProgram, copy: String, heads: [TreeHead], by signer: NoteSigner
  ) throws -> (store: SQLiteJournal, writer: JournalWriter) {
    let store = try SQLiteJournal(folder: copy, for: .writing)
    let now = sample.clock.present()
    _ = try InstallMirror(FolderLog(copy, on: files), into: store).run(at: now)
    #expect(try store.restoration() != nil)
    let outcome = try SucceedOperator(store: store, blobs: blobs(copy), signer: signer)
      .run([succession(sample, to: signer)], cosigned: heads, now: now)
    #expect(outcome.head.size == Int(try store.size()))
    return (store, try JournalWriter(store: store, blobs: blobs(copy), signer: signer))
  }

  private static func served(
    _ taken: (store: SQLiteJournal, writer: JournalWriter), _ sample: SampleProgram, _ copy: String
  ) throws -> JournalServer {
    try JournalServer(
      writer: taken.writer, store: taken.store, blobs: blobs(copy), witnesses: [],
      settings: TestServers.settings, clock: sample.clock, accessLog: { _ in }, complain: { _ in })
  }

  @Test(arguments: [nil, "log.example/moved"])
  func theCommitteeMovesTheLogFromACopyAlone(origin: String?) async throws {
    let sample = try SampleProgram(notes: 300)
    let (copyFolder, stateFolder) = (try TemporaryFolder(), try TemporaryFolder())
    let (copy, state) = (copyFolder.path, stateFolder.path)
    let heads = try await Self.life(sample, state: state, copy: copy)
    // The old operator's server is gone, and nobody has written for longer than the deadline.
    sample.clock.advance(seconds: OperatorRoll.absenceSeconds + 60)
    let signer = try Self.next(sample, origin: origin)
    let taken = try Self.takeOver(sample, copy: copy, heads: heads, by: signer)
    let complaints = Lines()
    let newest = try await TestServers.running(Self.served(taken, sample, copy)) { address in
      try await TestServers.withClient(address) { connection in
        try await Self.logged(connection, sample, 600, Self.blobs(copy))
        // The witness knows the old key alone, and follows by the committee's entry.
        try await TestServers.withWitness(
          sample, folder: state, source: RemoteLog(connection), complaints: complaints
        ) { witness, server in
          await server.look()
          #expect(await server.latestSize == 305)
          try await Self.logged(connection, sample, 601, Self.blobs(copy))
          await server.look()
          #expect(await server.latestSize == 306)
        }
        let verdict = try await TestServers.blocking {
          try VerifyLog(
            RemoteLog(connection), blobs: RemoteBlobs(connection), pinned: sample.program
          ).run()
        }
        #expect(verdict.findings.map(\.code) == [])
        #expect(verdict.entries == 306)
        return try await TestServers.checkpoint(connection)
      }
    }
    #expect(complaints.all.contains { $0.contains("gave the log to another operator") })
    try newest.verify(log: [signer.verifier])
    try taken.store.close()
    try await Self.oldOperatorComesBack(sample, state: state, newest: newest)
  }

  private static func oldOperatorComesBack(
    _ sample: SampleProgram, state: String, newest: SignedCheckpoint
  ) async throws {
    var back = sample
    back.writer = try JournalWriter(
      store: sample.store, blobs: sample.blobs, signer: sample.signer)
    let complaints = Lines()
    let fresh = try TemporaryFolder()
    let sameCopy = fresh.path
    try await TestServers.withServer(back) { address in
      try await TestServers.withClient(address) { connection in
        for number in 700..<704 { try await logged(connection, sample, number, sample.blobs) }
        try await TestServers.withWitness(
          sample, folder: state, source: RemoteLog(connection), complaints: complaints
        ) { witness, server in
          await server.look()
          let old = try await TestServers.checkpoint(connection)
          let request = try #require(
            AddCheckpointRequest(oldSize: 306, proof: ConsistencyProof(path: []), checkpoint: old))
          try await TestServers.withClient(witness) { asked async throws -> Void in
            #expect(try await asked.addCheckpoint(request) == .untrusted)
          }
          #expect(await server.latestSize == 306)
        }
        let verdict = try await TestServers.blocking {
          try VerifyLog(
            RemoteLog(connection), blobs: RemoteBlobs(connection), since: SeenLog(newest)
          ).run()
        }
        // This log's entries never name the key that signed what the reader holds.
        #expect(verdict.findings.contains { $0.code == "since-foreign" })
        try await refusedByCopies(connection, sample, sameCopy, newest)
      }
    }
    #expect(complaints.all.contains { $0.hasPrefix("FORK") && $0.contains("whose say ended") })
  }

  /// Whoever holds the new history refuses the old operator's, and says who signed it.
  private static func refusedByCopies(
    _ connection: LogConnection, _ sample: SampleProgram, _ folder: String,
    _ newest: SignedCheckpoint
  ) async throws {
    // The old history by itself is one: a copy that never saw the new one cannot tell.
    let summary = try await TestServers.blocking { try mirror(connection, to: folder).run() }
    #expect(summary.missing.isEmpty)
  }

  @Test func aCopyOfTheNewLogRefusesTheOldOperatorsFork() async throws {
    let sample = try SampleProgram(notes: 3)
    let (copyFolder, stateFolder) = (try TemporaryFolder(), try TemporaryFolder())
    let (copy, state) = (copyFolder.path, stateFolder.path)
    let heads = try await Self.life(sample, state: state, copy: copy)
    sample.clock.advance(seconds: OperatorRoll.absenceSeconds)
    let signer = try Self.next(sample)
    let taken = try Self.takeOver(sample, copy: copy, heads: heads, by: signer)
    let second = try TemporaryFolder()
    let path = second.path
    try await TestServers.running(Self.served(taken, sample, copy)) { address in
      try await TestServers.withClient(address) { connection async throws -> Void in
        let summary = try await TestServers.blocking {
          try Self.mirror(connection, to: path).run()
        }
        #expect(summary.operators.map(\.line) == [1, 7])
      }
    }
    try taken.store.close()
    var back = sample
    back.writer = try JournalWriter(
      store: sample.store, blobs: sample.blobs, signer: sample.signer)
    try await TestServers.withServer(back) { address in
      try await TestServers.withClient(address) { connection async throws -> Void in
        // As long as it signs only what it had signed, it is merely behind.
        let behind = try await TestServers.blocking { try Self.mirror(connection, to: path).run() }
        #expect(behind.isSourceBehind && behind.added == 0)
        for number in 700..<704 { try await Self.logged(connection, sample, number, sample.blobs) }
        let refused = await #expect(throws: MirrorFailure.self) {
          try await TestServers.blocking { try Self.mirror(connection, to: path).run() }
        }
        guard case .forked(_, _, let former?) = refused else {
          throw Unexpected(what: "\(String(describing: refused))")
        }
        #expect(former.key.text == sample.signer.verifier.key.text)
      }
    }
  }

  @Test func nothingIsSignedBehindAWitness() async throws {
    let sample = try SampleProgram(notes: 2)
    let (copyFolder, stateFolder) = (try TemporaryFolder(), try TemporaryFolder())
    let copy = copyFolder.path
    let heads = try await Self.life(sample, state: stateFolder.path, copy: copy)
    sample.clock.advance(seconds: OperatorRoll.absenceSeconds)
    let signer = try Self.next(sample)
    let store = try SQLiteJournal(folder: copy, for: .writing)
    let now = sample.clock.present()
    let copied = FolderLog(copy, on: Self.files)
    _ = try InstallMirror(copied, into: store).run(at: now)
    let succeeding = SucceedOperator(store: store, blobs: Self.blobs(copy), signer: signer)
    let entry = try Self.succession(sample, to: signer)
    let ahead = TreeHead(size: 6, root: heads[0].root)
    let other = TreeHead(size: 4, root: heads[0].root)
    for head in [ahead, other] {
      #expect(throws: SuccessionFailure.self) {
        try succeeding.run([entry], cosigned: [head], now: now)
      }
      #expect(try store.restoration() != nil)
    }
    // Nor with too little notice, which leaves the log as it was.
    let early = try sample.clock.present().adding(seconds: -OperatorRoll.absenceSeconds)
    #expect(throws: SuccessionFailure.self) {
      try succeeding.run([entry], cosigned: heads, now: early)
    }
    #expect(try store.size() == 5)
    // Going on where it stopped.
    _ = try InstallMirror(copied, into: store).run(at: now)
    _ = try succeeding.run([entry], cosigned: heads, now: now)
    #expect(try store.size() == 6)
    try store.close()
  }

  @Test func aCopyThatWasCutOffGoesOn() async throws {
    let sample = try SampleProgram(notes: 300)
    let folder = try TemporaryFolder()
    let path = folder.path
    try await TestServers.withServer(sample) { address in
      try await TestServers.withClient(address) { connection async throws -> Void in
        for limit in [0, 1, 3, 5] {
          let cut = MirrorLog(
            from: RemoteLog(connection), blobs: RemoteBlobs(connection),
            copy: FolderLog(path, on: Self.files),
            target: CutTarget(FolderExport(path, mark: "1", on: Self.files), after: limit),
            blobs: Self.blobs(path))
          await #expect(throws: MirrorFailure.self) {
            try await TestServers.blocking { try cut.run() }
          }
        }
        let summary = try await TestServers.blocking {
          try Self.mirror(connection, to: path).run()
        }
        #expect(summary.size == 301 && summary.missing.isEmpty)
      }
    }
    let verdict = try VerifyLog(
      FolderLog(path, on: Self.files), blobs: Self.blobs(path), pinned: sample.program
    ).run()
    #expect(verdict.isGood)
  }

  @Test func aLogChangesItsKeyAndItsWitnessesWhileItIsServed() async throws {
    var sample = try SampleProgram(notes: 1)
    let signer = try Self.next(sample)
    let start = sample.clock.present()
    let from = try start.adding(seconds: OperatorRoll.noticeSeconds)
    let announced = try Self.succession(sample, to: signer, from: from)
    sample.writer = try JournalWriter(
      store: sample.store, blobs: sample.blobs, signers: [sample.signer, signer])
    let served = sample
    try await TestServers.withServer(served) { address in
      try await TestServers.withClient(address) { connection async throws -> Void in
        guard case .taken = try await connection.submit(announced) else {
          throw Unexpected(what: "an announcement is logged")
        }
        try await TestServers.checkpoint(connection).verify(log: [served.signer.verifier])
        served.clock.advance(seconds: OperatorRoll.noticeSeconds)
        let note = try served.note(40)
        _ = try served.blobs.put(note.text)
        guard case .taken(let bytes, _) = try await connection.submit(note.envelope) else {
          throw Unexpected(what: "a note is logged")
        }
        _ = try SubmissionReceipt(bytes: bytes, log: [signer.verifier])
        try await TestServers.checkpoint(connection).verify(log: [signer.verifier])
        let index = try await TestServers.blocking { try RemoteLog(connection).index() }
        #expect(index.key == signer.verifier)
        let verdict = try await TestServers.blocking {
          try VerifyLog(RemoteLog(connection), blobs: RemoteBlobs(connection)).run()
        }
        #expect(verdict.findings.map(\.code) == [])
      }
    }
  }

  @Test func aServerWithoutTheNextKeyLogsNothingForIt() async throws {
    let sample = try SampleProgram()
    let signer = try Self.next(sample)
    sample.clock.advance(seconds: OperatorRoll.absenceSeconds)
    let entry = try Self.succession(sample, to: signer)
    try await TestServers.withServer(sample) { address in
      try await TestServers.withClient(address) { connection async throws -> Void in
        guard case .rejected(503, let json) = try await connection.submit(entry) else {
          throw Unexpected(what: "no key, no entry")
        }
        #expect(String(decoding: json, as: UTF8.self).contains("log-key-absent"))
        try await Self.logged(connection, sample, 1, sample.blobs)
      }
    }
    #expect(try sample.store.size() == 2)
  }
}

/// An export that ends after so many files.
private struct CutTarget<Files: FileSystem>: ExportTarget {
  let target: FolderExport<Files>
  let left: Counter

  final class Counter: Sendable {
    let lines = Lines()
  }

  let limit: Int

  init(_ target: FolderExport<Files>, after limit: Int) {
    self.target = target
    self.limit = limit
    left = Counter()
  }

  func write(_ bytes: [UInt8], to path: String) throws(RecordFailure) {
    guard left.lines.all.count < limit else { throw RecordFailure("the disk went away") }
    left.lines.add(path)
    try target.write(bytes, to: path)
  }

  func removePartials(of tile: TileAddress) throws(RecordFailure) {
    try target.removePartials(of: tile)
  }
}
