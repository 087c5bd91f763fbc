import Foundation
import TestSupport
import Testing

/// A log changes hands from the shell, as docs/operating/succession.md says: its operator is gone,
/// and a public copy is all there is.
@Suite struct SucceedCommandTests {
  private let shell: ShellProgram

  init() throws { shell = try ShellProgram() }

  private func expect(
    _ line: String, _ words: String, _ code: Int32 = 1,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try shell.run(line)
    #expect(result.code == code, "\(line) \(result.complaint)", sourceLocation: sourceLocation)
    #expect(
      result.complaint.contains("[\(words)]"), "\(line) \(result.complaint)",
      sourceLocation: sourceLocation)
  }

  /// Runs a command again until its output says something.
  private func wait(
    for words: String, _ line: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    var last = ""
    for _ in 0..<300 {
      last = try shell.run(line).output
      if last.contains(words) { return last }
    }
    Issue.record("\(line): \(last)", sourceLocation: sourceLocation)
    return last
  }

  /// The verifier key of the log, as `journal init` prints it.
  private func begin() throws -> String {
    let begun = try shell.must(shell.initArguments() + " --key keys/m1.json --key keys/m2.json")
    let line = try #require(begun.output.split(separator: "\n").first { $0.contains("  log  ") })
    return try #require(line.split(separator: " ").last.map(String.init))
  }

  private func witness(_ log: String, _ key: String, _ listen: String) throws -> RunningStipend {
    try RunningStipend(
      "witness --log \(log) --log-key \(key) --key keys/w1.json --state state --listen \(listen)"
        + " --poll 1 --quiet", in: shell)
  }

  /// While the old operator is there: mirrors follow, the witness cosigns.
  private func life(_ key: String) throws -> String {
    try shell.must("journal export public --data program")
    try shell.must("journal mirror public --data behind")
    try shell.folder.write("thanks to all", to: "note.txt")
    try shell.committee("note.added/1 --set topic=thanks --set text=@note.txt")
    // The server asks the witness, which need not reach it.
    let witness = try witness("http://127.0.0.1:9", key, "127.0.0.1:0")
    let server = try RunningStipend(
      "serve --data program --log-key program/keys/log.json --listen 127.0.0.1:0 --quiet"
        + " --witness \(witness.address)", in: shell)
    let mirrored = try wait(
      for: "1 witnesses cosigned", "journal mirror \(server.address) --data mirror")
    let program = try #require(
      mirrored.split(separator: "\n").first { $0.contains("  program  ") })
    server.stop()
    witness.stop()
    try FileManager.default.copyItem(
      atPath: shell.folder.path + "/mirror/checkpoint", toPath: shell.folder.path + "/seen")
    return try #require(program.split(separator: " ").last.map(String.init))
  }

  /// What the committee signs, with the new operator's public key and the mirror at hand.
  private func succession(_ program: String) throws {
    try shell.must("key new --kind ed25519 --out keys/new.json --no-passphrase")
    let shown = try shell.must("key show keys/new.json --json")
    let key = try #require(shown.output.firstMatch(of: /"publicKey":"([^"]+)"/)?.output.1)
    let draft =
      "entry new operator.succeeded/1 --set origin=log.example/small --set key=\(key)"
      + " --author committee --log mirror"
    try expect("\(draft) --out early.json --now \(ShellProgram.start)", "operator-present")
    try shell.must("\(draft) --out c.json")
    let said = try shell.must("entry show c.json --json")
    #expect(said.output.contains("\"program\":\"\(program)\""))
    #expect(said.output.contains("\"basis\":\"2"))
    try shell.must("entry sign c.json --key keys/m1.json --out c.1.json")
    try shell.must("entry sign c.json --key keys/m3.json --out c.3.json")
    try shell.must("entry combine c.1.json c.3.json --out succeeded.json")
  }

  /// Each way in which nothing is signed.
  private func refusals(_ from: String) throws {
    let succeed = "journal succeed --data mirror"
    let right = "\(succeed) --key keys/new.json"
    try expect("\(right) --entry succeeded.json", "succession-witness-unheard")
    try expect(
      "\(succeed) --key keys/stranger.json --entry succeeded.json \(from)",
      "succession-key-other")
    try expect("\(right) \(from)", "succession-key-other")
    try expect("\(right) --entry c.1.json \(from)", "signature-missing")
    try expect("\(right) --entry c.json \(from)", "envelope-field", 2)
    try expect(
      "journal succeed --data behind --key keys/new.json --entry succeeded.json \(from)",
      "restore-behind")
    // What has been made a data folder meanwhile signs nothing, and no server takes it.
    try expect("serve --data mirror --log-key keys/new.json", "log-key-other")
    try expect("journal mirror public --data mirror", "mirror-is-journal")
  }

  @Test func aNewOperatorGoesOnFromACopyAlone() throws {
    let key = try begin()
    let program = try life(key)
    try succession(program)
    // The old operator is gone; its witness is asked where it is.
    let witness = try witness("http://127.0.0.1:9", key, "127.0.0.1:0")
    let from = "--from \(witness.address)"
    try refusals(from)
    let taken = try shell.must(
      "journal succeed --data mirror --key keys/new.json --entry succeeded.json \(from)")
    #expect(taken.output.contains("3 entries, the committee's at 2"), "\(taken.output)")
    #expect(taken.output.contains("log.example/small+"))
    #expect(taken.output.contains("stipend serve --data mirror --log-key keys/new.json"))
    // What was cut off is run again, and changes nothing.
    let again = try shell.must(
      "journal succeed --data mirror --key keys/new.json --entry succeeded.json \(from)"
        + " --json")
    #expect(again.output.contains("\"size\":3") && again.output.contains("\"entries\":[2]"))
    witness.stop()
    try goesOn(
      program, key, String(witness.address.dropFirst("http://".count).prefix { $0 != "/" }))
  }

  /// The witness follows by the committee's entry, readers by what they kept; the old log is none.
  private func goesOn(_ program: String, _ key: String, _ listen: String) throws {
    let server = try RunningStipend(
      "serve --data mirror --log-key keys/new.json --listen 127.0.0.1:0 --quiet"
        + " --witness http://\(listen)", in: shell)
    let witness = try witness(server.address, key, listen)
    let verify = "verify \(server.address) --program \(program) --since seen"
    let verified = try wait(for: "\"cosigned\":1", "\(verify) --json")
    #expect(verified.hasPrefix("{\"good\":true"), "\(verified)")
    #expect(verified.contains("\"entries\":3"))
    try shell.must("verify \(server.address) --save new.txt")
    let note = "entry new note.added/1 --set topic=thanks --set text=@note.txt --author committee"
    let logged = try shell.must(
      "\(note) --key keys/m1.json --key keys/m2.json --to \(server.address) --json")
    #expect(logged.output.contains("\"index\":3"))
    witness.stop()
    server.stop()
    try shell.must("journal export new --data mirror")
    #expect(try shell.must("verify new --since new.txt --json").output.hasPrefix("{\"good\":true"))
    // The old operator comes back, with a history of its own.
    try shell.committee("note.added/1 --set topic=thanks --set text=@note.txt")
    try shell.committee("note.added/1 --set topic=thanks --set text=@note.txt")
    try shell.must("journal export old --data program")
    let old = try shell.run("verify old --since new.txt --json")
    #expect(old.code == 1 && old.output.contains("\"since-foreign\""), "\(old.output)")
    let copied = try shell.run("journal mirror new --data copy")
    #expect(copied.code == 0, "\(copied.complaint)")
    try expect("journal mirror old --data copy", "mirror-forked")
    #expect(
      FileManager.default.fileExists(atPath: shell.folder.path + "/copy/evidence"))
  }
}
