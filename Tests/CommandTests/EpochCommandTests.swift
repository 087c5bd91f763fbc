import Foundation
import Testing

/// One small program, made once and copied for each test that changes it.
@Suite struct EpochCommandTests {
  /// A random program of known seed.
  private func program() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let made = try StipendProcess.run(
      "simulate", "history", "--seed", "3", "--out", folder.path + "/p")
    try #require(made.code == 0, "\(made.complaint)")
    return folder
  }

  private func firstEpoch(_ data: String) throws -> (id: String, statement: URL, freeze: URL) {
    let root = URL(fileURLWithPath: data)
    let files = FileManager.default
    let pool = try #require(
      try files.contentsOfDirectory(atPath: data + "/statement").sorted().first)
    return (
      "\(pool)/1", root.appendingPathComponent("statement/\(pool)/000001.json"),
      root.appendingPathComponent("freeze/\(pool)/000001.json")
    )
  }

  @Test("O-53 on the command line: everything recomputes to the same bytes")
  func verifyRecomputesEverything() throws {
    let folder = try program()
    let data = folder.path + "/p"
    #expect(try StipendProcess.run("facts", "check", "--data", data).code == 0)
    let result = try StipendProcess.run("epoch", "verify", "--data", data, "--json")
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("{\"good\":true"))
  }

  @Test func oneChangedByteOfAStatementIsFound() throws {
    let folder = try program()
    let data = folder.path + "/p"
    let epoch = try firstEpoch(data)
    var bytes = try Data(contentsOf: epoch.statement)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: epoch.statement)
    let result = try StipendProcess.run("epoch", "verify", epoch.id, "--data", data)
    #expect(result.code == 1)
    #expect(result.output.contains("byte is number"))
  }

  @Test func closingAgainChangesNothingAndAMissingBlobIsNamed() throws {
    let folder = try program()
    let data = folder.path + "/p"
    let epoch = try firstEpoch(data)
    let before = try Data(contentsOf: epoch.statement)
    #expect(try StipendProcess.run("epoch", "close", epoch.id, "--data", data).code == 0)
    #expect(try Data(contentsOf: epoch.statement) == before)
    let freeze = try String(contentsOf: epoch.freeze, encoding: .utf8)
    let digest = try #require(
      freeze.firstRange(of: "\"segments\":[{\"digest\":\"").map {
        String(freeze[$0.upperBound...].prefix(64))
      })
    let blob = "\(data)/blob/\(digest.prefix(2))/\(digest)"
    try FileManager.default.removeItem(atPath: blob)
    let result = try StipendProcess.run("epoch", "close", epoch.id, "--data", data)
    #expect(result.code == 1)
    #expect(result.complaint.contains("epoch-inputs-missing"))
    #expect(result.complaint.contains(digest))
    #expect(try Data(contentsOf: epoch.statement) == before)
  }

  @Test func aFreezeIsTakenOnce() throws {
    let folder = try program()
    let data = folder.path + "/p"
    let epoch = try firstEpoch(data)
    let result = try StipendProcess.run(
      "epoch", "freeze", epoch.id, "--data", data, "--now", "2100-01-01T00:00:00Z")
    #expect(result.code == 1)
    #expect(result.complaint.contains("epoch-frozen-already"))
  }

  @Test func aRefusedLineOfFactsIsNamedByItsNumber() throws {
    let folder = try program()
    let facts = URL(fileURLWithPath: folder.path + "/p/facts.jsonl")
    var bytes = try Data(contentsOf: facts)
    bytes.append(contentsOf: Array("{}\n".utf8))
    try bytes.write(to: facts)
    let count = bytes.count { $0 == 10 }
    let result = try StipendProcess.run("facts", "check", "--data", folder.path + "/p")
    #expect(result.code == 1)
    #expect(result.complaint.contains("line \(count)"))
    #expect(result.complaint.contains("facts-frame"))
  }
}
