import Foundation
import TestSupport
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

  @Test func filesOfEpochsThatTheProgramLacksAreFound() throws {
    let folder = try program()
    let data = folder.path + "/p"
    let epoch = try firstEpoch(data)
    let pool = String(epoch.id.dropLast(2))
    let files = FileManager.default
    try files.createDirectory(atPath: data + "/freeze/nope", withIntermediateDirectories: true)
    let freeze = epoch.freeze.path
    try files.copyItem(atPath: freeze, toPath: data + "/freeze/nope/000001.json")
    try files.copyItem(
      atPath: epoch.statement.path, toPath: "\(data)/statement/\(pool)/000999.json")
    try files.copyItem(atPath: freeze, toPath: "\(data)/freeze/\(pool)/1.json")
    try files.copyItem(atPath: freeze, toPath: "\(data)/freeze/plain.json")
    let result = try StipendProcess.run("epoch", "verify", "--data", data)
    #expect(result.code == 1)
    #expect(result.output.contains("nope/1: [epoch-stray]"))
    #expect(result.output.contains("\(pool)/999: [epoch-stray]"))
    #expect(result.output.contains("freeze/\(pool)/1.json is no record's name"))
    #expect(result.output.contains("freeze/plain.json is no record's name"))
    #expect(try StipendProcess.run("epoch", "verify", "nope/1", "--data", data).code == 1)
  }

  @Test func anEpochThatDoesNotExistIsRefusedWithItsPoolsAndNumbers() throws {
    let folder = try program()
    let data = folder.path + "/p"
    let pool = String(try firstEpoch(data).id.dropLast(2))
    for verb in ["close", "verify", "correct"] {
      let unknown = try StipendProcess.run("epoch", verb, "nope/1", "--data", data)
      #expect(unknown.code == 1)
      #expect(unknown.complaint.contains("[freeze-pool-unknown]"), "\(verb)")
      #expect(unknown.complaint.contains(pool), "\(verb)")
      let beyond = try StipendProcess.run("epoch", verb, "\(pool)/999", "--data", data, "--json")
      #expect(beyond.code == 1)
      #expect(beyond.output.contains("\"code\":\"freeze-epoch-unknown\""), "\(verb)")
    }
    let list = try StipendProcess.run("epoch", "list", "--pool", "nope", "--data", data)
    #expect(list.code == 1)
  }

  @Test func aMissingOrDamagedRosterOrPolicyIsAFinding() throws {
    let folder = try program()
    let data = folder.path + "/p"
    let epoch = try firstEpoch(data)
    func digest(after key: String, in text: String) throws -> String {
      let range = try #require(text.firstRange(of: key))
      return String(text[range.upperBound...].prefix(64))
    }
    func blob(_ digest: String) -> URL {
      URL(fileURLWithPath: "\(data)/blob/\(digest.prefix(2))/\(digest)")
    }
    let freeze = try String(contentsOf: epoch.freeze, encoding: .utf8)
    let size = try #require(freeze.firstRange(of: "\"roster\":{\"size\":"))
    let roster = try digest(after: "\"digest\":\"", in: String(freeze[size.upperBound...]))
    let stored = try Data(contentsOf: blob(roster))
    try Data([1, 2, 3]).write(to: blob(roster))
    let altered = try StipendProcess.run("epoch", "verify", epoch.id, "--data", data)
    #expect(altered.code == 1)
    #expect(altered.output.contains("the roster \(roster) is not what its name says"))
    try FileManager.default.removeItem(at: blob(roster))
    let missing = try StipendProcess.run("epoch", "verify", epoch.id, "--data", data)
    #expect(missing.code == 1)
    #expect(missing.output.contains("the roster \(roster) is missing"))
    try stored.write(to: blob(roster))
    let facts = try String(contentsOfFile: data + "/facts.jsonl", encoding: .utf8)
    let policy = try digest(after: "\"policy\":\"", in: facts)
    try FileManager.default.removeItem(at: blob(policy))
    let result = try StipendProcess.run("epoch", "verify", "--data", data, "--json")
    #expect(result.code == 1)
    #expect(result.output.hasPrefix("{\"code\":\"blob-missing\""))
    let unknown = String(repeating: "0", count: 64)
    #expect(try StipendProcess.run("evidence", "show", unknown, "--data", data).code == 1)
  }

  @Test func programsReadFactsEvidenceAndUptime() throws {
    let folder = try program()
    let data = folder.path + "/p"
    let epoch = try firstEpoch(data)
    let shown = try StipendProcess.run("facts", "show", "--data", data, "--json")
    let facts = try #require(
      try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [String: Any])
    let claims = try #require(facts["claims"] as? [[String: Any]])
    let provider = try #require(claims.first?["provider"] as? String)
    let uptime = try StipendProcess.run(
      "evidence", "uptime", epoch.id, provider, "--claimed", "99%", "--data", data, "--json")
    #expect(uptime.code == 0)
    #expect(uptime.output.contains("\"provider\":\"\(provider)\""))
    let conflicts = try StipendProcess.run(
      "evidence", "conflicts", epoch.id, "--data", data, "--json")
    #expect(conflicts.code < 2 && conflicts.output.hasPrefix("{\"segments\":"))
    let freeze = try String(contentsOf: epoch.freeze, encoding: .utf8)
    let range = try #require(freeze.firstRange(of: "\"segments\":[{\"digest\":\""))
    let digest = String(freeze[range.upperBound...].prefix(64))
    let segment = try StipendProcess.run("evidence", "show", digest, "--data", data, "--json")
    #expect(segment.code == 0)
    #expect(segment.output.hasPrefix("{\"segment\":\"\(digest)\""))
  }

  @Test func aDamagedFreezeIsToldInASentence() throws {
    let folder = try program()
    let data = folder.path + "/p"
    let epoch = try firstEpoch(data)
    for damage in ["{}", "{", "[1.5]"] {
      try Data(damage.utf8).write(to: epoch.freeze)
      let result = try StipendProcess.run("epoch", "close", epoch.id, "--data", data)
      #expect(result.code == 1)
      #expect(result.complaint.contains("is damaged: "))
      for leak in ["Error(", "JSONFault", "JSONPath", ".missing", "json("] {
        #expect(!result.complaint.contains(leak), "\(result.complaint)")
      }
    }
  }
}
