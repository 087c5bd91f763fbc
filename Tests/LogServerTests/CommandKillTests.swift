import Application
import BlobFiles
import Foundation
import Glibc
import Journal
import Keys
import LogClient
import Quantities
import StoreSQLite
import TestSupport
import Testing

/// The built commands are killed while they serve, export and mirror.
@Suite(.serialized) struct CommandKillTests {
  private static let files = PosixFileSystem()

  private static var stipend: URL {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("stipend")
      if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
      folder.deleteLastPathComponent()
    }
    return SampleProgram.root.appending(path: ".build/debug/stipend")
  }

  private static func start(_ arguments: [String]) throws -> (Process, Pipe) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = stipend
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    return (process, pipe)
  }

  private static func end(_ process: Process) {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  private static func finish(_ arguments: [String]) throws {
    let (process, pipe) = try start(arguments)
    _ = try pipe.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(arguments)")
  }

  private static func blobs(_ folder: String) -> FileBlobs<PosixFileSystem> {
    FileBlobs(folder: folder + "/blob", mark: "t", on: files)
  }

  /// The sample as a data folder, with the key file of its log beside it.
  private static func prepare(_ folder: String, notes: Int) throws -> SampleProgram {
    let sample = try SampleProgram(notes: notes)
    for digest in try sample.blobs.list() {
      if let bytes = try sample.blobs.get(digest) { try blobs(folder + "/data").put(bytes) }
    }
    let store = try SQLiteJournal(folder: folder + "/data", for: .writing)
    var writer = try JournalWriter(
      store: store, blobs: blobs(folder + "/data"), signer: sample.signer)
    let envelopes = try sample.store.leaves(0..<sample.writer.size).map {
      try Leaf(bytes: $0).envelope.bytes
    }
    _ = try writer.submit(envelopes, now: sample.clock.present())
    try store.close()
    let secret = Sha256.digest(of: Array("stipend invented signer\nlog".utf8)).hex
    // A folder of keys is its owner's alone.
    let keys = folder + "/keys"
    try files.makeFolder(keys)
    #expect(chmod(keys, 0o700) == 0)
    let path = keys + "/secret"
    #expect(FileManager.default.createFile(atPath: path, contents: Data(secret.utf8)))
    #expect(chmod(path, 0o600) == 0)
    try finish([
      "key", "import", path, "--kind", "ed25519", "--no-passphrase", "--out", keys + "/log.json",
    ])
    return sample
  }

  /// Submits notes with their texts until the server is gone; gives what it acknowledged.
  private static func submit(
    _ sample: SampleProgram, from number: Int, to address: LogAddress, acknowledged: Lines
  ) async throws {
    try await TestServers.withClient(address) { connection in
      var number = number
      while true {
        let note = try sample.note(number)
        let digest = Sha256.digest(of: note.text)
        let proof = try sample.proof(digest, by: sample.committee)
        do {
          _ = try await connection.put(note.text, digest, proof: proof)
          if case .taken = try await connection.submit(note.envelope) {
            acknowledged.add(note.identity.hex)
          }
        } catch {
          return
        }
        number += 1
      }
    }
  }

  @Test func aServerThatIsKilledHasLostNothingAcknowledged() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    let sample = try await TestServers.blocking { try Self.prepare(path, notes: 20) }
    let acknowledged = Lines()
    for round in 0..<8 {
      let (process, pipe) = try Self.start([
        "serve", "--data", path + "/data", "--log-key", path + "/keys/log.json", "--listen",
        "127.0.0.1:0", "--quiet",
      ])
      let line = try await TestServers.blocking {
        String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
      }
      let port = try #require(
        line.split(separator: ":").last.flatMap { Int($0.prefix { $0 != "/" }) })
      let address = try TestServers.address(port)
      let before = acknowledged.all.count
      async let load: Void = Self.submit(
        sample, from: 1_000 * (round + 1), to: address, acknowledged: acknowledged)
      for _ in 0..<2_000 where acknowledged.all.count < before + 2 + round {
        try await Task.sleep(for: .milliseconds(2))
      }
      try await Task.sleep(for: .microseconds(700 * round))
      Self.end(process)
      try await load
      let told = acknowledged.all
      try await TestServers.blocking {
        try Self.check(path + "/data", told, sample, "round \(round)")
      }
    }
    #expect(acknowledged.all.count > 30)
  }

  /// Everything acknowledged is there, the doctor finds nothing, and the log goes on.
  private static func check(
    _ data: String, _ acknowledged: [String], _ sample: SampleProgram, _ place: String
  ) throws {
    let store = try SQLiteJournal(folder: data, for: .writing)
    for hex in acknowledged {
      #expect(try store.index(of: Digest(hex: hex)) != nil, "\(place): \(hex)")
    }
    #expect(try store.damage().isEmpty, "\(place)")
    let found = try ExamineJournal(store, format: StoredFormat()).run(now: sample.clock.present())
    #expect(found == [], "\(place)")
    for name in try blobs(data).list() { #expect(try blobs(data).get(name) != nil, "\(place)") }
    _ = try JournalWriter(store: store, blobs: blobs(data), signer: sample.signer)
    try store.close()
    _ = try FolderDoctor(folder: data).mend()
    #expect(FolderDoctor(folder: data).findings() == [], "\(place)")
  }

  /// Kills a command that writes a public folder, until one run is let to its end.
  private static func kills(
    _ rounds: Int, _ arguments: [String], writing folder: String, _ sample: SampleProgram
  ) throws {
    for round in 0..<rounds {
      let (process, _) = try Self.start(arguments)
      usleep(UInt32(15_000 + 20_000 * round))
      Self.end(process)
      // Where a checkpoint is published, everything below it is.
      guard try Self.files.exists(folder + "/checkpoint") else { continue }
      let verdict = try VerifyLog(
        FolderLog(folder, on: Self.files), blobs: Self.blobs(folder), pinned: sample.program
      ).run()
      #expect(verdict.findings.map(\.code) == [], "round \(round)")
    }
    try Self.finish(arguments)
    let verdict = try VerifyLog(
      FolderLog(folder, on: Self.files), blobs: Self.blobs(folder), pinned: sample.program
    ).run()
    #expect(verdict.findings.map(\.code) == [])
  }

  @Test func exportsAndMirrorsThatAreKilledPublishNothingHalf() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    try await TestServers.blocking {
      let sample = try Self.prepare(path, notes: 300)
      let (data, out, copy) = (path + "/data", path + "/public", path + "/copy")
      try Self.kills(8, ["journal", "export", out, "--data", data], writing: out, sample)
      try Self.kills(8, ["journal", "mirror", out, "--data", copy], writing: copy, sample)
    }
  }
}
