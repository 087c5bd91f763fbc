import Evidence
import Foundation
import Quantities
import TestSupport
import Testing

/// `stipend evidence conflicts` and `stipend network utilisation` as they are typed.
@Suite struct EvidenceConflictCommandTests {
  private func header(_ type: SegmentType, program: UInt64 = 1) throws -> SegmentHeader {
    try SegmentHeader(
      type: type, program: Digest(bigEndianWords: program, 1, 2, 3),
      observer: ObserverKey(bytes: Digest(bigEndianWords: 9, 9, 9, 9)),
      start: Timestamp("2026-01-01T00:00:00Z"), slotSeconds: 300, slotCount: 12, rosterSize: 4,
      rosterDigest: Digest(bigEndianWords: 5, 1, 2, 3), sequence: 0, previous: nil,
      salt: Array(repeating: 7, count: 16))
  }

  private func presence(_ folder: TemporaryFolder, program: UInt64 = 1) throws -> String {
    let row = PresenceRow(
      provider: ProviderIndex(2), up: SlotSet(0..<12, slotCount: 12), down: SlotSet(slotCount: 12))
    return try folder.write(
      try SegmentWriter.presence(
        try header(.presence, program: program), descriptors: [], rows: [row]),
      to: "presence-\(program).segment")
  }

  private func closing(_ folder: TemporaryFolder, _ reason: ClosingReason) throws -> String {
    let row = ClosingRow(lease: LeaseIdentifier(value: 7), provider: 2, at: 650, reason: reason)
    return try folder.write(
      try SegmentWriter.closing(try header(.closing), rows: [row]),
      to: "closing-\(reason.name).segment")
  }

  @Test("O-50: a conflict is said with time, observers, both sides and the way to have it judged")
  func conflictIsSaidInWords() throws {
    let folder = try TemporaryFolder()
    let files = [try presence(folder), try closing(folder, .unstable)]
    let said = try StipendProcess.run(["evidence", "conflicts"] + files)
    #expect(said.code == 1)
    for part in [
      "provider 2, 2026-01-01T00:10:50Z to 2026-01-01T00:10:51Z: the endpoint answers",
      "1 lease ended because the workload did not stay up", "dispute.opened/1",
    ] { #expect(said.output.contains(part), "\(said.output)") }
    let json = try StipendProcess.run(["evidence", "conflicts", "--json"] + files)
    #expect(json.code == 1)
    #expect(json.output.contains("\"kind\":\"leases-fail\",\"provider\":2"))
    let quiet = [try presence(folder), try closing(folder, .owner)]
    let none = try StipendProcess.run(["evidence", "conflicts"] + quiet)
    #expect(none.code == 0 && none.output.hasPrefix("No conflict in 2 segments"))
    let shown = try StipendProcess.run("evidence", "show", "--file", files[1])
    #expect(shown.code == 0 && shown.output.contains("1 ends of leases"))
  }

  @Test func otherProgramsAndUnknownEpochsAreRefused() throws {
    let folder = try TemporaryFolder()
    let mixed = try StipendProcess.run(
      "evidence", "conflicts", try presence(folder), try presence(folder, program: 2), "--json")
    #expect(mixed.code == 2 && mixed.output.contains("option-conflict"))
    let epoch = try StipendProcess.run(
      "evidence", "conflicts", "liquidity/1", "--data", folder.path + "/none", "--json")
    #expect(epoch.code == 2 || epoch.code == 1)
  }

  @Test func networkNeedsANodeOrARecording() throws {
    let folder = try TemporaryFolder()
    for (arguments, code) in [
      ([], "usage"), (["--node", "x"], "option-value"),
      (["--node", "http://127.0.0.1:1", "--node", "x"], "option-value"),
      (["--height", "0"], "option-value"),
      (["--record", folder.path + "/a", "--replay", folder.path], "option-conflict"),
      (["--replay", folder.path], "file-unopened"),
    ] {
      let result = try StipendProcess.run(["network", "utilisation", "--json"] + arguments)
      #expect(result.code == 2, "\(arguments)")
      #expect(result.output.contains("\"\(code)\""), "\(arguments): \(result.output)")
    }
  }
}
