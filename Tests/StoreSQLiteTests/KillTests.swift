import Application
import BlobFiles
import Foundation
import Glibc
import Quantities
import StoreContract
import StoreSQLite
import TestSupport
import Testing

/// Processes are killed at whatever they do, again and again, with no chance to tidy up.
@Suite(.serialized) struct KillTests {
  /// Waits for processes on a thread that other tests do not need.
  private func apart(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
    }
  }

  private static var child: URL {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("KillChild")
      if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
      folder.deleteLastPathComponent()
    }
    return URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(".build/debug/KillChild")
  }

  /// Lets a child acknowledge so many things, waits a little, kills it, and gives what it told.
  private func kill(
    _ work: String, after lines: Int, microseconds: UInt32 = 0, in folder: String
  ) throws -> [String] {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = Self.child
    process.arguments = [work, folder]
    process.standardOutput = pipe
    try process.run()
    var told: [UInt8] = []
    while told.count(where: { $0 == 10 }) < lines {
      let more = pipe.fileHandleForReading.availableData
      if more.isEmpty { break }
      told += more
    }
    usleep(microseconds)
    Glibc.kill(process.processIdentifier, SIGKILL)
    // What it wrote before it died was acknowledged too.
    told += try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    return String(decoding: told, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private struct Chance {
    private var state: UInt64 = 7

    mutating func below(_ limit: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % limit
    }
  }

  @Test func whileAppendingNothingAcknowledgedIsLost() async throws {
    try await apart { try appendingNothingAcknowledgedIsLost() }
  }

  private func appendingNothingAcknowledgedIsLost() throws {
    let folder = try TemporaryFolder()
    var acknowledged: Int64 = 0
    var chance = Chance()
    for round in 0..<50 {
      let told = try kill("append", after: Int(1 + chance.below(8)), in: folder.path)
      acknowledged = Int64(try #require(told.last)) ?? -1
      let journal = try SQLiteJournal(folder: folder.path, for: .writing)
      let size = try journal.size()
      #expect(size >= acknowledged, "round \(round): \(size) of \(acknowledged)")
      var log = SampleLog()
      while log.size < size { _ = log.growByItself() }
      if round % 10 == 9 {
        try StoreContract.compare(journal, log)
        #expect(try journal.damage().isEmpty, "round \(round)")
      }
      #expect(try journal.newestCheckpoint() == log.checkpoints.last, "round \(round)")
      try journal.close()
    }
    #expect(acknowledged > 100)
  }

  @Test func whilePuttingBlobsEveryNameStandsForWholeBytes() async throws {
    try await apart { try puttingBlobsEveryNameStandsForWholeBytes() }
  }

  private func puttingBlobsEveryNameStandsForWholeBytes() throws {
    let folder = try TemporaryFolder()
    var chance = Chance()
    var acknowledged: Set<String> = []
    for round in 0..<10 {
      acknowledged.formUnion(
        try kill(
          "blobs", after: Int(5 + chance.below(20)), microseconds: UInt32(chance.below(9_000)),
          in: folder.path))
      let blobs = FileBlobs(folder: folder.path + "/blob", mark: "t", on: PosixFileSystem())
      let names = try blobs.list()
      #expect(acknowledged.isSubset(of: names.map(\.hex)), "round \(round)")
      for name in names { #expect(try blobs.get(name) != nil, "round \(round)") }
      _ = try FolderDoctor(folder: folder.path).mend()
      #expect(FolderDoctor(folder: folder.path).findings().isEmpty, "round \(round)")
    }
    #expect(acknowledged.count > 60)
  }

  @Test func whileMigratingEveryStepHappensOrDoesNot() async throws {
    try await apart { try migratingEveryStepHappensOrDoesNot() }
  }

  private func migratingEveryStepHappensOrDoesNot() throws {
    let schema = manySteps
    var chance = Chance()
    var cut = 0
    for round in 0..<10 {
      let folder = try TemporaryFolder()
      var log = SampleLog()
      let before = try SQLiteJournal(folder: folder.path, for: .writing)
      try before.append(log.grow(40))
      try before.close()
      let told = try kill(
        "migrate", after: 1, microseconds: UInt32(chance.below(60_000)), in: folder.path)
      if told.last != "whole" { cut += 1 }
      let after = try SQLiteJournal(folder: folder.path, for: .writing, schema: schema)
      try StoreContract.compare(after, log)
      #expect(try after.damage(schema: schema).isEmpty, "round \(round)")
      try after.append(log.grow(3))
      try after.close()
    }
    #expect(cut > 0)
  }

  /// The same steps as the child's.
  private var manySteps: JournalSchema {
    let first = JournalSchema.current.migrations.count + 1
    return JournalSchema(
      JournalSchema.current.migrations
        + (first..<first + 400).map { number in
          JournalSchema.Migration(
            number: number, sql: "CREATE TABLE step\(number) (a INTEGER NOT NULL) STRICT;")
        })
  }

  @Test func whileBackingUpACopyIsWholeOrRefused() async throws {
    try await apart { try backingUpACopyIsWholeOrRefused() }
  }

  private func backingUpACopyIsWholeOrRefused() throws {
    let folder = try TemporaryFolder()
    let data = folder.path + "/data"
    var log = SampleLog()
    let journal = try SQLiteJournal(folder: data, for: .writing)
    try journal.append(log.grow(900, leafBytes: 900))
    try journal.close()
    let blobs = FileBlobs(folder: data + "/blob", mark: "t", on: PosixFileSystem())
    for number in 0..<20 as Range<UInt8> {
      try blobs.put([UInt8](repeating: number, count: 30_000))
    }
    var chance = Chance()
    var refused = 0
    for round in 0..<8 {
      let told = try kill(
        "backup", after: round % 2, microseconds: UInt32(chance.below(80_000)), in: folder.path)
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
      where name.hasPrefix("backup-") {
        let path = "\(folder.path)/\(name)"
        let restored = try TemporaryFolder()
        let place = restored.path + "/data"
        let copy = SQLiteBackup(path, dataFolder: place, mark: "t", on: PosixFileSystem())
        let target = FileBlobs(folder: place + "/blob", mark: "t", on: PosixFileSystem())
        do {
          _ = try RestoreJournal(from: copy, blobs: target).run(at: Timestamp(seconds: 9))
          let store = try SQLiteJournal(folder: place, for: .reading)
          try StoreContract.compare(store, log)
          #expect(try target.list().count == 20)
        } catch BackupFailure.unfinished {
          refused += 1
          #expect(!told.contains(path), "round \(round): acknowledged and unfinished")
        }
        try FileManager.default.removeItem(atPath: path)
      }
    }
    #expect(refused > 0)
  }
}
