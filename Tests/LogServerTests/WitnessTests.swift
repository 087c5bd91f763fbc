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
import TestSupport
import Testing

@Suite struct WitnessTests {
  /// The log as a source, without a server.
  private struct Stored: LogSource {
    let store: any JournalStore

    func checkpoint() throws(LogSourceFailure) -> [UInt8] {
      guard let checkpoint = try? store.newestCheckpoint() else { throw .missing("none") }
      return checkpoint.note
    }

    func tile(_ address: TileAddress) throws(LogSourceFailure) -> [UInt8]? {
      guard case .hashes(let level) = address.content else { return nil }
      let place = TilePlace(level: level, number: Int64(address.index))
      return try? store.tile(place, width: address.width)
    }
  }

  private func cosigners(_ note: [UInt8], _ sample: SampleProgram) throws -> Int {
    let policy = try #require(
      WitnessPolicy(threshold: 1, witnesses: [Witness(key: sample.witness.publicKey)]))
    return try policy.judge(SignedCheckpoint(bytes: note)).cosigned.count
  }

  @Test func theServerAsksItsWitnessAndServesTheCosignature() async throws {
    let sample = try SampleProgram()
    let folder = try TemporaryFolder()
    let note = try sample.note(1)
    _ = try sample.blobs.put(note.text)
    let source = Stored(store: sample.store)
    try await TestServers.withWitness(sample, folder: folder.path, source: source) { witness, _ in
      try await TestServers.withServer(sample, witnesses: [witness]) { address in
        try await TestServers.withClient(address) { connection in
          guard case .taken = try await connection.submit(note.envelope) else {
            throw Unexpected(what: "a note is logged")
          }
          var found = 0
          for _ in 0..<500 where found == 0 {
            found = try cosigners(await TestServers.checkpoint(connection).bytes, sample)
            if found == 0 { try await Task.sleep(for: .milliseconds(10)) }
          }
          #expect(found == 1)
          let checkpoint = try await TestServers.checkpoint(connection)
          #expect(checkpoint.checkpoint.head.size == 2)
        }
      }
    }
    let kept = try #require(
      try WitnessFolder(folder.path, on: PosixFileSystem()).log(sample.signer.verifier.name))
    #expect(kept.head.size == 2)
  }

  @Test func aKeyThatSignsUnderTwoNamesCountsOnce() async throws {
    let sample = try SampleProgram(notes: 1)
    let source = Stored(store: sample.store)
    let complaints = Lines()
    for name in ["witness.example/one", "witness.example/renamed"] {
      let folder = try TemporaryFolder()
      try await TestServers.withWitness(sample, folder: folder.path, source: source, name: name) {
        witness, _ in
        try await TestServers.withServer(sample, witnesses: [witness], complaints: complaints) {
          address in
          try await TestServers.withClient(address) { connection in
            for _ in 0..<500 {
              let kept = try sample.store.cosignatures(size: 2).count
              if kept == 1, name.hasSuffix("one") || !complaints.all.isEmpty { break }
              try await Task.sleep(for: .milliseconds(10))
            }
            let note = try await TestServers.checkpoint(connection).bytes
            #expect(try cosigners(note, sample) == 1)
          }
        }
      }
    }
    #expect(try sample.store.cosignatures(size: 2).map(\.signer) == ["witness.example/one"])
    #expect(complaints.all.contains { $0.contains("the first line stays") })
  }

  @Test func aWitnessFollowsByItselfAndTakesUpItsState() async throws {
    var sample = try SampleProgram(notes: 3)
    let folder = try TemporaryFolder()
    let source = Stored(store: sample.store)
    for size in [4, 5] {
      let now = sample
      try await TestServers.withWitness(now, folder: folder.path, source: source) {
        address, witness in
        await witness.look()
        try await TestServers.withClient(address) { connection in
          let checkpoint = try await TestServers.checkpoint(connection)
          #expect(checkpoint.checkpoint.head.size == size)
          #expect(try cosigners(checkpoint.bytes, now) == 1)
        }
      }
      let note = try sample.note(size)
      _ = try sample.blobs.put(note.text)
      _ = try sample.writer.submit([note.envelope], now: sample.clock.present())
    }
  }

  @Test func aForkAndAShrunkLogAreRefusedAndKeptAsEvidence() async throws {
    let sample = try SampleProgram(notes: 3)
    let folder = try TemporaryFolder()
    let files = PosixFileSystem()
    let evidence = folder.path + "/evidence"
    try await TestServers.withWitness(
      sample, folder: folder.path, source: Stored(store: sample.store)
    ) { _, witness in await witness.look() }
    #expect(try files.names(in: evidence).isEmpty)
    // The same key, another history.
    sample.clock.advance(seconds: 60)
    let fork = try SampleProgram(notes: 0)
    var writer = fork.writer
    for number in 10..<15 {
      let note = try fork.note(number)
      _ = try fork.blobs.put(note.text)
      _ = try writer.submit([note.envelope], now: sample.clock.present())
    }
    let complaints = Lines()
    try await TestServers.withWitness(
      sample, folder: folder.path, source: Stored(store: fork.store), complaints: complaints
    ) { address, witness in
      await witness.look()
      #expect(complaints.all.contains { $0.hasPrefix("FORK") })
      let pieces = try files.names(in: evidence)
      #expect(pieces.count == 1)
      for name in ["cosigned", "offered"] {
        let bytes = try #require(
          try files.read("\(evidence)/\(pieces[0])/\(name)", limitBytes: 65_536))
        try SignedCheckpoint(bytes: bytes).verify(log: [sample.signer.verifier])
      }
      // The server that shows the fork is refused over HTTP too.
      let checkpoint = try SignedCheckpoint(bytes: Stored(store: fork.store).checkpoint())
      var hashes = try TileHashReader(
        checkpoint.checkpoint.head, from: StoredTiles(store: fork.store))
      let proof = try ConsistencyProof(from: 4, to: 6, in: &hashes)
      let request = try #require(
        AddCheckpointRequest(oldSize: 4, proof: proof, checkpoint: checkpoint))
      try await TestServers.withClient(address) { connection async throws -> Void in
        #expect(try await connection.addCheckpoint(request) == .inconsistent)
      }
      #expect(await witness.latestSize == 4)
    }
    // The log with fewer entries.
    let shorter = try SampleProgram(notes: 1)
    let shrink = Lines()
    try await TestServers.withWitness(
      sample, folder: folder.path, source: Stored(store: shorter.store), complaints: shrink
    ) { _, witness in
      await witness.look()
      await witness.look()
      #expect(await witness.latestSize == 4)
    }
    #expect(shrink.all.filter { $0.contains("fewer than before") }.count == 1)
    #expect(try files.names(in: evidence).count == 2)
  }

  @Test func aWitnessAnswersByTheProtocol() async throws {
    let sample = try SampleProgram(notes: 2)
    let folder = try TemporaryFolder()
    let other = try SignedCheckpoint(
      .empty, by: NoteSigner(name: NoteName("other"), purpose: .note, key: sample.witness))
    let own = try SignedCheckpoint(bytes: Stored(store: sample.store).checkpoint())
    let forged = try SignedCheckpoint(
      own.checkpoint.head,
      by: NoteSigner(
        name: own.checkpoint.origin, purpose: .note, key: Invented.signer("stranger")))
    let unknown = try #require(
      AddCheckpointRequest(oldSize: 0, proof: ConsistencyProof(path: []), checkpoint: other))
    let untrusted = try #require(
      AddCheckpointRequest(oldSize: 0, proof: ConsistencyProof(path: []), checkpoint: forged))
    let ahead = try #require(
      AddCheckpointRequest(oldSize: 1, proof: ConsistencyProof(path: []), checkpoint: own))
    try await TestServers.withWitness(
      sample, folder: folder.path, source: Stored(store: SampleProgram().store)
    ) { address, witness in
      await witness.look()
      #expect(await witness.latestSize == 1)
      try await TestServers.withClient(address) { connection async throws -> Void in
        #expect(try await connection.addCheckpoint(unknown) == .unknownLog)
        #expect(try await connection.addCheckpoint(untrusted) == .untrusted)
        #expect(try await connection.addCheckpoint(ahead) == .inconsistent)
      }
      let answer = try await TestServers.exchange(
        address,
        Array(
          ("POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n"
            + "Connection: close\r\n\r\nold").utf8))
      #expect(answer.hasPrefix("HTTP/1.1 400"))
    }
  }

  @Test func oneWitnessAFolder() throws {
    let folder = try TemporaryFolder()
    let lock = try WitnessLock.take(folder: folder.path, on: PosixFileSystem())
    #expect(throws: WitnessFolderFailure.self) {
      try WitnessLock.take(folder: folder.path, on: PosixFileSystem())
    }
    withExtendedLifetime(lock) {}
  }

  @Test func aDamagedStateStopsTheWitness() throws {
    let folder = try TemporaryFolder()
    let sample = try SampleProgram()
    let state = WitnessFolder(folder.path, on: PosixFileSystem())
    let latest = try SignedCheckpoint(bytes: Stored(store: sample.store).checkpoint())
    try state.keep(
      try #require(WitnessedLog(keys: [sample.signer.verifier], latest: latest)))
    let files = PosixFileSystem()
    let name = try #require(try files.names(in: folder.path).first { $0.hasPrefix("log-") })
    let path = "\(folder.path)/\(name)"
    var bytes = try #require(try files.read(path, limitBytes: 65_536))
    bytes[bytes.count - 10] ^= 1
    try Data(bytes).write(to: URL(filePath: path))
    #expect(throws: WitnessFolderFailure.damaged(path)) {
      try state.log(sample.signer.verifier.name)
    }
  }
}
