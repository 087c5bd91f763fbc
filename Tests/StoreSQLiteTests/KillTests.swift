import Application
import Foundation
import StoreContract
import StoreSQLite
import TestSupport
import Testing

/// A process that appends is killed, again and again, with no chance to tidy up.
@Suite struct KillTests {
  private static var child: URL {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("AppendChild")
      if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
      folder.deleteLastPathComponent()
    }
    return URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(".build/debug/AppendChild")
  }

  /// Lets a child acknowledge so many batches, kills it, and gives the last size it told.
  private func killAfter(_ batches: Int, in folder: String) throws -> Int64 {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = Self.child
    process.arguments = [folder]
    process.standardOutput = pipe
    try process.run()
    var told: [UInt8] = []
    while told.count(where: { $0 == 10 }) < batches {
      let more = pipe.fileHandleForReading.availableData
      if more.isEmpty { break }
      told += more
    }
    kill(process.processIdentifier, SIGKILL)
    // What it wrote before it died was acknowledged too.
    told += try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    let lines = String(decoding: told, as: UTF8.self).split(separator: "\n")
    return Int64(try #require(lines.last)) ?? -1
  }

  @Test func fiftyKillsLoseNothingAcknowledged() throws {
    let folder = try TemporaryFolder()
    var acknowledged: Int64 = 0
    var random: UInt64 = 7
    for round in 0..<50 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      acknowledged = try killAfter(Int(1 + random >> 61), in: folder.path)
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
}
