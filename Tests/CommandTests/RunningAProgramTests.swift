import Evidence
import Foundation
import Keys
import Policy
import Quantities
import TestSupport
import Testing

/// The page on running a program, run block by block as it stands there.
@Suite struct RunningAProgramTests {
  private let example: ExampleProgram

  init() throws {
    example = try ExampleProgram()
  }

  @Test func aWholeProgramRunsFromTheShellAsThePageShows() throws {
    let blocks = try ExampleProgram.blocks()
    #expect(blocks.count == 11)
    var printed = ""
    for block in blocks {
      if block.contains("segments/") { try example.makeSegments() }
      let result = try example.shell(block)
      try #require(result.code == 0, "\(block)\n\(result.output)\n\(result.complaint)")
      printed += result.output
    }
    #expect(printed.contains("logged: entry 0, program.created/1"))
    #expect(printed.components(separatedBy: "The record holds.").count == 3)
    #expect(printed.contains("computed   1 statements anew"))
    #expect(printed.contains("computed   2 statements anew"))
    // Eight cards at 1.69 an hour for 24 hours, and for the twelve that two observers still saw.
    #expect(printed.contains("324.48 USD"))
    #expect(printed.contains("−162.24 USD"))
    try whatTheFolderThenSays()
    try draftsOfTheSecondDay()
  }

  private func whatTheFolderThenSays() throws {
    let now = try example.json("program", "show", "--data", "program", "--json")
    #expect(now["entries"] as? Int == 19)
    #expect((now["claims"] as? [[String: Any]])?.count == 2)
    #expect((now["observers"] as? [String])?.count == 3)
    let early = try example.json("program", "show", "--data", "program", "--at", "1", "--json")
    #expect(early["adopted"] as? Bool == false)
    #expect((early["claims"] as? [[String: Any]])?.isEmpty == true)
    let mirrored = try example.json("program", "show", "--log", "public", "--json")
    #expect(mirrored["program"] as? String == now["program"] as? String)
    let verified = try example.json("verify", "public", "--json")
    #expect(verified["good"] as? Bool == true)
    #expect(verified["statements"] as? Int == 2)
  }

  /// Without a key a freeze is left as a draft, which its administrator signs elsewhere.
  private func draftsOfTheSecondDay() throws {
    let again = try example.shell("stipend epoch close liquidity/1 --data program")
    #expect(again.code == 0 && again.output.contains("logged before: entry 14"))
    let early = try example.shell(
      "stipend epoch freeze liquidity/2 --data program --now 2026-03-03T12:00:00Z")
    #expect(early.code == 1 && early.complaint.contains("[freeze-too-early]"))
    let stranger = try example.shell(
      "stipend epoch freeze liquidity/2 --data program --key keys/alpha.json"
        + " --now 2026-03-04T06:00:00Z")
    #expect(stranger.code == 1 && stranger.complaint.contains("[entry-signer-other]"))
    let drafted = try example.shell(
      "stipend epoch freeze liquidity/2 --data program --now 2026-03-04T06:00:00Z")
    #expect(drafted.code == 0, "\(drafted.complaint)")
    #expect(drafted.output.contains("liquidity-2.frozen.json: epoch.frozen/1, unsigned"))
    let unfrozen = try example.shell("stipend epoch close liquidity/2 --data program")
    #expect(unfrozen.code == 1 && unfrozen.complaint.contains("[epoch-inputs-missing]"))
    let logged = try example.shell(
      """
      stipend entry sign liquidity-2.frozen.json --key keys/administrator.json --out f.json
      stipend entry append f.json --data program --now 2026-03-04T06:01:00Z
      stipend epoch close liquidity/2 --data program --out s.json --now 2026-03-04T06:02:00Z
      stipend entry show s.json --data program --now 2026-03-04T06:02:00Z
      """)
    #expect(logged.code == 0, "\(logged.output) \(logged.complaint)")
    #expect(logged.output.contains("logged: entry 19, epoch.frozen/1"))
    #expect(logged.output.contains("s.json: statement.published/1, unsigned"))
    let nothing = try example.shell(
      "stipend epoch correct liquidity/1 --data program --now 2026-03-04T07:00:00Z")
    #expect(nothing.code == 1 && nothing.complaint.contains("[correction-empty]"))
  }
}
