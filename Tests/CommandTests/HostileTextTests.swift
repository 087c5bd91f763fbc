import Foundation
import TestSupport
import Testing

/// What a hostile record says must not steer the terminal of who verifies it.
@Suite struct HostileTextTests {
  private func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar == "\n" || scalar == "\t"
      case .format, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
  }

  @Test(arguments: ["\u{202E}gro.elpmaxe", "log\u{9B}2J", "log\u{7F}", "log\u{2066}x"])
  func anOriginThatSteersIsWrittenOut(origin: String) throws {
    let folder = try TemporaryFolder()
    let signature = Data(count: 68).base64EncodedString()
    let root = Data(count: 32).base64EncodedString()
    let note = "\(origin)\n1\n\(root)\n\n\u{2014} \(origin) \(signature)\n"
    try Data(note.utf8).write(to: folder.url.appendingPathComponent("checkpoint"))
    let result = try StipendProcess.run("verify", folder.url.path)
    #expect(result.code == 1)
    #expect(result.output.contains("\\u{"), "\(result.output)")
    #expect(isPlain(result.output) && isPlain(result.complaint))
  }

  @Test func aFieldsNameThatSteersIsWrittenOut() throws {
    let folder = try TemporaryFolder()
    let line = #"{"admittedAt":1,"payload":{"\u001b[2J\u202e":1}}"# + "\n"
    try Data(line.utf8).write(to: folder.url.appendingPathComponent("facts.jsonl"))
    let result = try StipendProcess.run("facts", "check", "--data", folder.url.path)
    #expect(result.code != 0)
    #expect(isPlain(result.output) && isPlain(result.complaint))
  }

  @Test func aTextThatSteersIsWrittenOutBeforeItIsSigned() throws {
    let folder = try TemporaryFolder()
    try folder.write("pay \u{202E}nobody\u{202C}\u{1B}[2J\u{200B}", to: "why.txt")
    let drafted = try StipendProcess.run(
      [
        "entry", "new", "note.added/1", "--set", "topic=thanks", "--set", "text=@why.txt",
        "--author", "committee", "--program", String(repeating: "a", count: 64), "--out",
        "draft.json",
      ], in: folder.url)
    try #require(drafted.code == 0, "\(drafted.complaint)")
    let shown = try StipendProcess.run(["entry", "show", "draft.json"], in: folder.url)
    #expect(shown.code == 0)
    #expect(shown.output.contains("pay \\u{202E}nobody\\u{202C}\\u{1B}[2J\\u{200B}"))
    #expect(isPlain(shown.output) && isPlain(shown.complaint))
  }
}
