import Evidence
import Foundation
import Keys
import Policy
import Quantities
import TestSupport
import Testing

/// The page on running a program, run block by block as it stands there.
@Suite struct RunningAProgramTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o700], ofItemAtPath: folder.path)
    try FileManager.default.copyItem(
      atPath: ShellProgram.policy, toPath: folder.path + "/example-small.yaml")
  }

  private static func blocks() throws -> [String] {
    let page = try String(
      contentsOf: StipendProcess.root.appendingPathComponent(
        "docs/operating/running-a-program.md"), encoding: .utf8)
    return page.components(separatedBy: "```sh\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  private func shell(_ script: String) throws -> StipendProcess.Result {
    let tools = StipendProcess.executable.deletingLastPathComponent().path
    let bash = URL(fileURLWithPath: "/bin/bash")
    let catalogue = URL(fileURLWithPath: ShellProgram.catalogue)
    let policies = folder.path + "/policies/catalogue"
    if !FileManager.default.fileExists(atPath: policies) {
      try FileManager.default.createDirectory(
        atPath: policies, withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        at: catalogue, to: URL(fileURLWithPath: policies + "/gpus-1.json"))
    }
    return try StipendProcess.run(
      ["-euc", "set -o pipefail; PATH=\(tools):$PATH\n" + script], in: folder.url, program: bash)
  }

  private func json(_ arguments: String...) throws -> [String: Any] {
    let result = try StipendProcess.run(arguments, in: folder.url)
    try #require(result.code == 0, "\(result.complaint)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  /// What the observers' own tools would have made: eight cards each, up all day by two of three.
  private func makeSegments() throws {
    let program = try json("program", "show", "--data", "program", "--json")
    let hex = try #require(program["program"] as? String)
    let id = try Digest(hex: hex)
    let roster = try #require(program["roster"] as? [String])
    try FileManager.default.createDirectory(
      atPath: folder.path + "/segments", withIntermediateDirectories: false)
    for number in 1...3 {
      let shown = try json("key", "show", "keys/observer-\(number).json", "--json")
      let text = try #require(shown["publicKey"] as? String)
      let key = try #require(ObserverKey(text))
      let lines = Array(roster.map { $0 + "\n" }.joined().utf8)
      let header = try SegmentHeader(
        type: .presence, program: id, observer: key, start: try Timestamp("2026-03-02"),
        slotSeconds: 300, slotCount: 288, rosterSize: UInt32(roster.count),
        rosterDigest: Sha256.digest(of: lines), sequence: 0, previous: nil,
        salt: [UInt8](repeating: UInt8(number), count: 16))
      let device = DeviceDescriptor(
        vendor: "nvidia", name: "a100", modelID: "20b2", interface: "SXM5", memorySize: "80Gi")
      let rows = roster.indices.map { provider in
        // The first observer alone cannot reach the first provider after noon.
        let isCutOff = number == 1 && provider == 0
        var up = SlotSet(slotCount: 288)
        up.insert(0..<(isCutOff ? 144 : 288))
        var down = SlotSet(slotCount: 288)
        if isCutOff { down.insert(144..<288) }
        return PresenceRow(
          provider: ProviderIndex(UInt32(provider)), up: up, down: down,
          reasons: isCutOff ? [ReasonRun(from: 144, to: 288, reason: .timeout)] : [],
          inventory: [
            InventoryRun(
              node: 0, descriptor: 0, from: 0, to: 288, capacity: 8, allocatable: 8, allocated: 0)
          ])
      }
      try folder.write(
        try SegmentWriter.presence(header, descriptors: [device], rows: rows),
        to: "segments/observer-\(number).segment")
    }
  }

  @Test func aWholeProgramRunsFromTheShellAsThePageShows() throws {
    let blocks = try Self.blocks()
    #expect(blocks.count == 11)
    var printed = ""
    for block in blocks {
      if block.contains("segments/") { try makeSegments() }
      let result = try shell(block)
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
    let now = try json("program", "show", "--data", "program", "--json")
    #expect(now["entries"] as? Int == 19)
    #expect((now["claims"] as? [[String: Any]])?.count == 2)
    #expect((now["observers"] as? [String])?.count == 3)
    let early = try json("program", "show", "--data", "program", "--at", "1", "--json")
    #expect(early["adopted"] as? Bool == false)
    #expect((early["claims"] as? [[String: Any]])?.isEmpty == true)
    let mirrored = try json("program", "show", "--log", "public", "--json")
    #expect(mirrored["program"] as? String == now["program"] as? String)
    let verified = try json("verify", "public", "--json")
    #expect(verified["good"] as? Bool == true)
    #expect(verified["statements"] as? Int == 2)
  }

  /// Without a key a freeze is left as a draft, which its administrator signs elsewhere.
  private func draftsOfTheSecondDay() throws {
    let again = try shell("stipend epoch close liquidity/1 --data program")
    #expect(again.code == 0 && again.output.contains("logged before: entry 14"))
    let early = try shell(
      "stipend epoch freeze liquidity/2 --data program --now 2026-03-03T12:00:00Z")
    #expect(early.code == 1 && early.complaint.contains("[freeze-too-early]"))
    let stranger = try shell(
      "stipend epoch freeze liquidity/2 --data program --key keys/alpha.json"
        + " --now 2026-03-04T06:00:00Z")
    #expect(stranger.code == 1 && stranger.complaint.contains("[entry-signer-other]"))
    let drafted = try shell(
      "stipend epoch freeze liquidity/2 --data program --now 2026-03-04T06:00:00Z")
    #expect(drafted.code == 0, "\(drafted.complaint)")
    #expect(drafted.output.contains("liquidity-2.frozen.json: epoch.frozen/1, unsigned"))
    let unfrozen = try shell("stipend epoch close liquidity/2 --data program")
    #expect(unfrozen.code == 1 && unfrozen.complaint.contains("[epoch-inputs-missing]"))
    let logged = try shell(
      """
      stipend entry sign liquidity-2.frozen.json --key keys/administrator.json --out f.json
      stipend entry append f.json --data program --now 2026-03-04T06:01:00Z
      stipend epoch close liquidity/2 --data program --out s.json --now 2026-03-04T06:02:00Z
      stipend entry show s.json --data program --now 2026-03-04T06:02:00Z
      """)
    #expect(logged.code == 0, "\(logged.output) \(logged.complaint)")
    #expect(logged.output.contains("logged: entry 19, epoch.frozen/1"))
    #expect(logged.output.contains("s.json: statement.published/1, unsigned"))
    let nothing = try shell(
      "stipend epoch correct liquidity/1 --data program --now 2026-03-04T07:00:00Z")
    #expect(nothing.code == 1 && nothing.complaint.contains("[correction-empty]"))
  }
}
