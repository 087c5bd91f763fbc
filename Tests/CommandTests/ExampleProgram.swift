import Evidence
import Foundation
import Keys
import Policy
import Quantities
import TestSupport
import Testing

/// The example of the operating pages, run block by block in a folder of its own.
struct ExampleProgram {
  let folder: TemporaryFolder

  /// Begins with the example's policy and what is added to it.
  init(policy addition: String = "") throws {
    folder = try TemporaryFolder()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o700], ofItemAtPath: folder.path)
    let policy = try String(contentsOfFile: ShellProgram.policy, encoding: .utf8)
    try folder.write(policy + addition, to: "example-small.yaml")
  }

  /// The blocks of a page that are run.
  static func blocks(of name: String = "running-a-program.md") throws -> [String] {
    let page = try String(
      contentsOf: StipendProcess.root.appendingPathComponent("docs/operating/\(name)"),
      encoding: .utf8)
    return page.components(separatedBy: "```sh\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  func shell(_ script: String) throws -> StipendProcess.Result {
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

  func json(_ arguments: String...) throws -> [String: Any] {
    let result = try StipendProcess.run(arguments, in: folder.url)
    try #require(result.code == 0, "\(result.complaint)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  /// What the observers' own tools would have made: eight cards each, up all day by two of three.
  func makeSegments() throws {
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

  /// Runs the page on running a program until its first epoch is closed.
  func runFirstEpoch() throws {
    for block in try Self.blocks() where !block.contains("epoch correct") {
      if block.contains("segments/") { try makeSegments() }
      let result = try shell(block)
      try #require(result.code == 0, "\(block)\n\(result.output)\n\(result.complaint)")
    }
  }
}
