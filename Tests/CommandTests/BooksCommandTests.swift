import Foundation
import TestSupport
import Testing

@Suite struct BooksCommandTests {
  private func program(seed: Int = 3) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let made = try StipendProcess.run(
      "simulate", "history", "--seed", "\(seed)", "--out", folder.path + "/p")
    try #require(made.code == 0, "\(made.complaint)")
    return folder
  }

  @Test func booksThatHoldEndWith0() throws {
    let folder = try program()
    let data = folder.path + "/p"
    for verb in ["balances", "register", "check"] {
      let json = try StipendProcess.run("books", verb, "--data", data, "--json")
      #expect(json.code == 0, "\(json.complaint)")
      #expect(json.output.hasPrefix("{\"good\":true"))
      let text = try StipendProcess.run("books", verb, "--data", data)
      #expect(text.code == 0 && !text.output.isEmpty)
    }
    let check = try StipendProcess.run("books", "check", "--data", data)
    #expect(check.output.contains("law 1 held after each"))
  }

  @Test func aMomentAndAPoolNarrowTheBooks() throws {
    let folder = try program()
    let data = folder.path + "/p"
    let first = try StipendProcess.run(
      "books", "balances", "--data", data, "--at", "1", "--json")
    #expect(first.output.contains("\"lines\":1,\"statements\":0"))
    let early = try StipendProcess.run(
      "books", "balances", "--data", data, "--at", "1990-01-01", "--json")
    #expect(early.output.contains("\"lines\":0"))
    let nowhere = try StipendProcess.run("books", "register", "--data", data, "--pool", "nowhere")
    #expect(nowhere.code == 1)
    #expect(nowhere.complaint.contains("freeze-pool-unknown"))
    let shapeless = try StipendProcess.run("books", "check", "--data", data, "--pool", "NO")
    #expect(shapeless.code == 2)
    let when = try StipendProcess.run("books", "balances", "--data", data, "--at", "soon")
    #expect(when.code == 2)
  }

  /// A statement that is an entry posts from the entry; this program's statements are files alone.
  @Test func aStatementTakenAwayIsAFinding() throws {
    let folder = try program(seed: 7)
    let data = folder.path + "/p"
    let facts = try String(contentsOfFile: data + "/facts.jsonl", encoding: .utf8)
    try #require(!facts.contains("statement.published"))
    let files = FileManager.default
    for pool in try files.contentsOfDirectory(atPath: data + "/statement").sorted() {
      let second = "\(data)/statement/\(pool)/000002.json"
      guard files.fileExists(atPath: second) else { continue }
      try files.removeItem(atPath: "\(data)/statement/\(pool)/000001.json")
      let result = try StipendProcess.run("books", "check", "--data", data, "--json")
      #expect(result.code == 1)
      #expect(result.output.contains("\"code\":\"books-statement-order\""))
      #expect(result.output.contains("\"subject\":\"epoch \(pool)/2\""))
      let text = try StipendProcess.run("books", "balances", "--data", data)
      #expect(text.code == 1)
      #expect(text.complaint.contains("[books-statement-order]"))
      return
    }
    Issue.record("no pool of the history has two epochs")
  }

  @Test func theExportIsABeancountFile() throws {
    let folder = try program()
    let result = try StipendProcess.run(
      "books", "export", "--format", "beancount", "--data", folder.path + "/p")
    #expect(result.code == 0)
    for word in ["option \"title\"", " open Equity:Obligations:Pool-", " balance ", " ~ 0 USD"] {
      #expect(result.output.contains(word), "\(word)")
    }
    let other = try StipendProcess.run("books", "export", "--format", "abacus")
    #expect(other.code == 2)
  }
}
