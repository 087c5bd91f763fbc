import Foundation
import TestSupport
import Testing

/// A server on the folder, and entries that reach it from the shell.
@Suite struct SubmittingCommandTests {
  private static let serve =
    "serve --data program --log-key program/keys/log.json --listen 127.0.0.1:0 --quiet"

  @Test func anEntryAndItsTextGoToAServerAndComeBackInTheExport() throws {
    let shell = try ShellProgram()
    try shell.begin()
    try shell.folder.write("thanks to all", to: "note.txt")
    let server = try RunningStipend(Self.serve, in: shell)
    let place = "--to \(server.address)"
    let note = "entry new note.added/1 --set topic=thanks --set text=@note.txt --author committee"
    let signed = try shell.must("\(note) --key keys/m1.json --key keys/m2.json \(place) --json")
    #expect(signed.output.contains("\"index\":1"))
    let alone = try shell.run("\(note) --key keys/m1.json \(place)")
    #expect(alone.code == 1)
    #expect(alone.complaint.contains("[signature-missing]"), "\(alone.complaint)")
    let busy = try shell.run("entry append nothing.json --data program")
    #expect(busy.code == 2 && busy.complaint.contains("[file-unopened]"))
    try shell.must("\(note) --log \(server.address) --out d.json")
    try shell.must("entry sign d.json --key keys/m1.json --out d.1.json")
    try shell.must("entry sign d.1.json --key keys/m2.json --out d.2.json")
    let written = try shell.run("entry append d.2.json --data program")
    #expect(written.code == 3)
    #expect(written.complaint.contains("[journal-busy]"), "\(written.complaint)")
    let shown = try shell.must("program show --log \(server.address) --json")
    #expect(shown.output.contains("\"entries\":2"))
    server.stop()
    try shell.must("journal export public --data program")
    #expect(try shell.must("verify public --json").output.hasPrefix("{\"good\":true"))
    // Whose record it is, is said as far as the reader said it.
    let first = try shell.must("verify public --save seen.txt")
    #expect(first.output.contains("identity   not checked"))
    let id = try #require(first.output.firstMatch(of: /program +([0-9a-f]{64})/)?.output.1)
    let since = try shell.must("verify public --since seen.txt")
    #expect(since.output.contains("identity   the program of the verdict that you saved"))
    #expect(since.output.contains("give --program"))
    let named = try shell.must("verify public --since seen.txt --program \(id)")
    #expect(named.output.contains("identity   the program that you named"))
  }
  @Test func filesThatAnEntryNamesGoBeforeIt() throws {
    let shell = try ShellProgram()
    try shell.begin()
    let server = try RunningStipend(Self.serve, in: shell)
    let to = "--to \(server.address)"
    for name in ["one", "two", "three"] {
      try shell.folder.write("thanks to \(name)", to: "\(name).txt")
      try shell.must(
        "entry new note.added/1 --set topic=thanks --set text=@\(name).txt --author committee"
          + " --log \(server.address) --out \(name).json")
      try shell.must("entry sign \(name).json --key keys/m1.json --out \(name).1.json")
      try shell.must("entry sign \(name).1.json --key keys/m2.json --out \(name).2.json")
    }
    let bare = try shell.run("entry submit one.2.json \(to)")
    #expect(bare.code == 1 && bare.complaint.contains("[blobs-missing]"), "\(bare.complaint)")
    #expect(bare.complaint.contains("Put them first"))
    let files = "--blobs one.json.blobs"
    let unsigned = try shell.run("entry submit one.2.json \(to) \(files)")
    #expect(unsigned.code == 1 && unsigned.complaint.contains("[blobs-missing]"))
    #expect(unsigned.complaint.contains("--key"), "\(unsigned.complaint)")
    let stranger = try shell.run(
      "entry submit one.2.json \(to) \(files) --key keys/stranger.json")
    #expect(stranger.code == 1 && stranger.complaint.contains("[upload-stranger]"))
    // The program has none of it yet.
    #expect(
      try shell.must("program show \(to.replacing("--to", with: "--log")) --json").output
        .contains("\"entries\":1"))
    let taken = try shell.must(
      "entry submit one.2.json \(to) \(files) --key keys/m1.json --json")
    #expect(taken.output.contains("\"index\":1"))
    // Beside the envelope they are found by themselves.
    try FileManager.default.moveItem(
      at: shell.folder.url.appendingPathComponent("two.json.blobs"),
      to: shell.folder.url.appendingPathComponent("two.2.json.blobs"))
    let second = try shell.must("entry submit two.2.json \(to) --key keys/m2.json --json")
    #expect(second.output.contains("\"index\":2"))
    // What a file's name does not promise is not sent.
    let text = try #require(
      try FileManager.default.contentsOfDirectory(
        atPath: shell.folder.path + "/three.json.blobs"
      ).first)
    try shell.folder.write("something else", to: "three.json.blobs/\(text)")
    let other = try shell.run(
      "entry submit three.2.json \(to) --blobs three.json.blobs --key keys/m1.json")
    #expect(other.code == 1 && other.complaint.contains("[blob-other-bytes]"))
  }

  @Test func aServerThatHoldsAKeyLeavesNoCoreFile() throws {
    let shell = try ShellProgram()
    try shell.begin()
    let server = try RunningStipend(Self.serve, in: shell)
    let limits = try String(contentsOfFile: "/proc/\(server.id)/limits", encoding: .utf8)
    let row = try #require(
      limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
    #expect(row.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"], "\(row)")
  }
}
