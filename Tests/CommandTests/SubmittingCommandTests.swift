import Foundation
import TestSupport
import Testing

/// A server on the folder, and entries that reach it from the shell.
@Suite struct SubmittingCommandTests {
  /// `stipend serve` on a program's folder, until it is stopped.
  private final class Server {
    private let process = Process()
    let address: String

    init(_ shell: ShellProgram) throws {
      let output = Pipe()
      process.executableURL = StipendProcess.executable
      process.arguments = [
        "serve", "--data", "program", "--log-key", "program/keys/log.json", "--listen",
        "127.0.0.1:0", "--quiet",
      ]
      process.currentDirectoryURL = shell.folder.url
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
      let place = try #require(line.firstRange(of: "http://"), "\(line)")
      address = String(line[place.lowerBound...].prefix { !$0.isWhitespace }.dropLast())
    }

    func stop() {
      process.terminate()
      process.waitUntilExit()
    }
  }

  @Test func anEntryAndItsTextGoToAServerAndComeBackInTheExport() throws {
    let shell = try ShellProgram()
    try shell.begin()
    try shell.folder.write("thanks to all", to: "note.txt")
    let server = try Server(shell)
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
  }
}
