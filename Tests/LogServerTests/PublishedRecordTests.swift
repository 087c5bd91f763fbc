import Application
import BlobFiles
import Foundation
import Journal
import Keys
import LogClient
import LogServer
import Policy
import Program
import Quantities
import Simulation
import TestSupport
import Testing

/// A record with statements as the world finds it: over HTTP, in a mirror, in an export.
@Suite struct PublishedRecordTests {
  private static let files = PosixFileSystem()

  private static func blobs(_ folder: String) -> FileBlobs<PosixFileSystem> {
    FileBlobs(folder: folder + "/blob", mark: "1", on: files)
  }

  /// A random program's journal in memory.
  private struct Record {
    let store = MemoryJournal()
    let blobs = MemoryBlobs()
    let writer: JournalWriter
    let closes: Int

    init(seed: UInt64) throws {
      let path = SampleProgram.root.appending(path: "policies/catalogue/gpus-1.json")
      let bytes = Array(try Data(contentsOf: path))
      let history = RandomHistory(
        seed: seed, catalogue: try GPUCatalogue.decode(bytes), catalogueBytes: bytes)
      let origin = try NoteName("\(history.program.documents.policy.name).example/log")
      var run = SimulationRun(
        history.program,
        keeping: try JournalKeeping(
          store: store, blobs: blobs, origin: origin, keyring: history.program.keyring))
      closes = try run.run().count { $0.closed != nil }
      let signer = try NoteSigner(name: origin, purpose: .note, key: Invented.signer("log"))
      writer = try JournalWriter(store: store, blobs: blobs, signer: signer)
    }

    /// A journal of the first entries only, by the same operator.
    private init(_ whole: Record, first size: Int64) throws {
      for digest in try whole.blobs.list() {
        _ = try blobs.put(try #require(try whole.blobs.get(digest)))
      }
      let signer = try #require(whole.writer.signer)
      var writer = try JournalWriter(store: store, blobs: blobs, signer: signer)
      for bytes in try whole.store.leaves(0..<size) {
        let leaf = try Leaf(bytes: bytes)
        let outcome = try writer.submit(
          [leaf.envelope.bytes], now: leaf.admittedAt, takesUnknownKinds: true)
        guard case .logged = outcome.first else {
          throw Unexpected(what: "\(outcome) at \(writer.size)")
        }
      }
      self.writer = writer
      closes = 0
    }

    /// As it was right after the first delivery of an observer's file; nil where none was.
    func firstDelivery() throws -> (record: Record, segment: Digest)? {
      for (index, bytes) in try store.leaves(0..<writer.size).enumerated() {
        let payload = try Payload(bytes: try Leaf(bytes: bytes).envelope.payload)
        if let body = payload.body as? EvidenceDelivered {
          return (try Record(self, first: Int64(index) + 1), body.digest)
        }
      }
      return nil
    }

    func export(to folder: String) throws -> ExportJournal.Summary {
      try ExportJournal(store: store, blobs: blobs).run(
        to: FolderExport(folder, mark: "1", on: PublishedRecordTests.files),
        blobs: PublishedRecordTests.blobs(folder))
    }
  }

  /// The clock of whoever serves a log that ended: it stands at the last entry.
  private struct EndedClock: ServerClock {
    let time: Timestamp

    func present() -> Timestamp { time }

    func uptimeMilliseconds() -> Int64 { 0 }
  }

  @Test("O-53: over HTTP everything is there that a statement is computed anew from")
  func aServedRecordIsVerifiedAndMirroredOverHTTP() async throws {
    let record = try Record(seed: 5)
    #expect(record.closes > 0)
    let unnamed = try record.blobs.put(Array("named by nothing".utf8))
    let server = try JournalServer(
      writer: record.writer, store: record.store, blobs: record.blobs, witnesses: [],
      settings: TestServers.settings,
      clock: EndedClock(time: try #require(record.writer.state?.lastAdmittedAt)),
      accessLog: { _ in }, complain: { _ in })
    let (mirrored, exported) = (try TemporaryFolder(), try TemporaryFolder())
    let copy = mirrored.path
    _ = try record.export(to: exported.path)
    let published = try Self.blobs(exported.path).list()
    #expect(!published.contains(unnamed) && !published.isEmpty)
    try await TestServers.running(server) { address in
      try await TestServers.withClient(address) { connection async throws -> Void in
        let verdict = try await TestServers.blocking {
          try VerifyLog(RemoteLog(connection), blobs: RemoteBlobs(connection)).run()
        }
        #expect(verdict.isGood, "\(verdict.findings)")
        #expect(verdict.epochs == record.closes)
        let summary = try await TestServers.blocking {
          try MirrorLog(
            from: RemoteLog(connection), blobs: RemoteBlobs(connection),
            copy: FolderLog(copy, on: Self.files),
            target: FolderExport(copy, mark: "1", on: Self.files), blobs: Self.blobs(copy)
          ).run()
        }
        #expect(summary.missing.isEmpty)
        // An export and a server publish the same blobs.
        for digest in try record.blobs.list() {
          let isServed = try await TestServers.blocking {
            try RemoteBlobs(connection).has(digest)
          }
          #expect(isServed == published.contains(digest), "\(digest)")
        }
      }
    }
    for folder in [copy, exported.path] {
      let verdict = try VerifyLog(
        FolderLog(folder, on: Self.files), blobs: Self.blobs(folder)
      ).run()
      #expect(verdict.isGood && verdict.epochs == record.closes, "\(verdict.findings)")
    }
  }

  /// Whoever could read another's file in time could publish it as its own.
  @Test func anObserversFileIsPublishedFromItsDeadlineAndNotFromItsDelivery() throws {
    var sealed = 0
    for seed in UInt64(1)...6 {
      guard let (record, segment) = try Record(seed: seed).firstDelivery(),
        let state = record.writer.state, let now = state.lastAdmittedAt
      else { continue }
      let published = try #require(state.evidence.record(segment)).body
      let grace = state.rules.policy.observation.graceSeconds
      let ends = state.rules.policy.pools.compactMap {
        EpochCalendar($0).firstEnd(after: published.start)
      }
      let deadline = try #require(ends.min()).adding(seconds: grace)
      guard now < deadline else { continue }
      sealed += 1
      for time in [now, try deadline.adding(seconds: -1)] {
        #expect(!record.writer.publishes(segment, at: time), "seed \(seed)")
      }
      #expect(record.writer.publishes(segment, at: deadline), "seed \(seed)")
      let folder = try TemporaryFolder()
      _ = try record.export(to: folder.path)
      #expect(try !Self.blobs(folder.path).list().contains(segment))
      let verdict = try VerifyLog(
        FolderLog(folder.path, on: Self.files), blobs: Self.blobs(folder.path)
      ).run()
      #expect(verdict.isGood, "seed \(seed): \(verdict.findings)")
    }
    #expect(sealed > 0)
  }

  @Test func anExportHoldsWhatEntriesNameAndLosesWhatIsWithdrawn() throws {
    var sample = try SampleProgram(notes: 2)
    let folder = try TemporaryFolder()
    let unnamed = try sample.blobs.put(Array("put, and never named".utf8))
    let notes = try (0..<2).map { Sha256.digest(of: try sample.note($0).text) }
    func export() throws -> [Digest] {
      _ = try ExportJournal(store: sample.store, blobs: sample.blobs).run(
        to: FolderExport(folder.path, mark: "1", on: Self.files), blobs: Self.blobs(folder.path))
      return try Self.blobs(folder.path).list()
    }
    let first = try export()
    #expect(!first.contains(unnamed))
    #expect(Set(first).isSuperset(of: notes) && first.count == 4)
    let withdrawal = try sample.entry(
      BlobWithdrawn(digest: notes[0], reason: try Label("personal-data")), 50)
    _ = try sample.writer.submit([withdrawal.envelope], now: sample.clock.present())
    let second = try export()
    #expect(second.count == 3 && !second.contains(notes[0]) && second.contains(notes[1]))
  }

  @Test func partialTilesGoWhereTheFullOneIsWritten() throws {
    var sample = try SampleProgram(notes: 249)
    let (exported, mirrored) = (try TemporaryFolder(), try TemporaryFolder())
    func partials(_ folder: String) throws -> [String] {
      let found = FileManager.default.subpaths(atPath: folder + "/tile") ?? []
      return found.filter { $0.contains(".p") }.sorted()
    }
    func publish() throws {
      _ = try ExportJournal(store: sample.store, blobs: sample.blobs).run(
        to: FolderExport(exported.path, mark: "1", on: Self.files),
        blobs: Self.blobs(exported.path))
      _ = try MirrorLog(
        from: FolderLog(exported.path, on: Self.files), blobs: Self.blobs(exported.path),
        copy: FolderLog(mirrored.path, on: Self.files),
        target: FolderExport(mirrored.path, mark: "2", on: Self.files),
        blobs: Self.blobs(mirrored.path)
      ).run()
    }
    func add(_ numbers: Range<Int>) throws {
      for number in numbers {
        let note = try sample.note(number)
        _ = try sample.blobs.put(note.text)
        _ = try sample.writer.submit([note.envelope], now: sample.clock.present())
      }
    }
    try publish()
    for folder in [exported.path, mirrored.path] {
      #expect(
        try partials(folder) == ["0/000.p", "0/000.p/250", "entries/000.p", "entries/000.p/250"])
    }
    try add(249..<252)
    try publish()
    // Whoever reads under the checkpoint of before still finds its tiles.
    #expect(try partials(mirrored.path).contains("entries/000.p/250"))
    try add(252..<260)
    try publish()
    for folder in [exported.path, mirrored.path] {
      #expect(
        try partials(folder)
          == ["0/001.p", "0/001.p/5", "1/000.p", "1/000.p/1", "entries/001.p", "entries/001.p/5"])
      let verdict = try VerifyLog(
        FolderLog(folder, on: Self.files), blobs: Self.blobs(folder), pinned: sample.program
      ).run()
      #expect(verdict.isGood && verdict.entries == 261, "\(verdict.findings)")
    }
  }
}
