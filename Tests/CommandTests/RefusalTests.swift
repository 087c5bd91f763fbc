import Foundation
import TestSupport
import Testing

/// What the command line refuses, by code, exit status and stream.
@Suite struct RefusalTests {
  private static let pilot = "policies/akash-pilot-1.yaml"
  private static let address = "akash17emlg5nuk0gs2x9hrqe5q7m6rsd4mptrjeyn5t"

  private static func refusal(_ result: StipendProcess.Result) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(object as? [String: Any])
  }

  @Test(
    arguments: [
      (["epoch", "close", "x"], "epoch-malformed"),
      (
        ["epoch", "explain", "a/1", "--payee", String(address.dropLast()) + "q"], "address-checksum"
      ),
      (["epoch", "explain", "a/1", "--payee", address.uppercased()], "address-case"),
      (["epoch", "explain", "a/1", "--provider", "A" + address.dropFirst()], "address-case"),
      (["epoch", "explain", "a/1", "--payee", "akash"], "address-malformed"),
      (["epoch", "explain", "a/1"], "address-missing"),
      (["epoch", "explain", "a/1", "--payee", address, "--provider", address], "option-conflict"),
      (
        ["epoch", "explain", "a/1", "--payee", address, "--statement-version", "0"], "option-value"
      ),
      (["evidence", "uptime", "a/1", address, "--claimed", "101%"], "option-value"),
      (["evidence", "uptime", "a/1", "nonsense"], "address-malformed"),
      (["evidence", "show", "12"], "option-value"),
      (["facts", "show", "--at", "x"], "option-value"),
      (["facts", "check", "--data", "docs"], "facts-empty"),
      (["epoch", "correct", "a/1", "--now", "noon"], "option-value"),
      (["policy", "check", "policies"], "file-is-folder"),
      (["policy", "check", "absent.yaml"], "file-unopened"),
      (["policy", "check", "README.md"], "policy-unreadable"),
      (["policy", "plan", pilot, "--scale", "5"], "option-conflict"),
      (
        ["policy", "plan", pilot, "--observed", "65 GPUs 2000 USD", "--scale", "0"], "option-value"
      ),
      (["policy", "plan", pilot, "--observed", "0 GPUs 2000 USD"], "option-value"),
      (["policy", "nonsense"], "usage"),
      (["gpu", "check", "t4", "--catalogue", "README.md"], "catalogue-unreadable"),
    ] as [([String], String)])
  func aRefusalIsOneObjectForAProgramAndASentenceForAPerson(
    arguments: [String], code: String
  ) throws {
    let machine = try StipendProcess.run(arguments + ["--json"])
    let object = try Self.refusal(machine)
    #expect(object["code"] as? String == code)
    #expect(object["exit"] as? Int == 2)
    #expect((object["message"] as? String)?.isEmpty == false)
    #expect(object["advice"] is String)
    #expect(machine.code == 2)
    #expect(machine.complaint.isEmpty)
    let person = try StipendProcess.run(arguments)
    #expect(person.code == 2)
    #expect(person.output.isEmpty)
    if code != "usage" { #expect(person.complaint.hasPrefix("error: [\(code)] ")) }
  }

  @Test(arguments: ["close", "explain"])
  func aStatementsVersionIsAskedForByAnotherNameThanTheToolsOwn(verb: String) throws {
    let help = try StipendProcess.run("epoch", verb, "--help").output
    #expect(help.contains("--statement-version <statement-version>"))
    #expect(help.split(separator: "\n").filter { $0.contains("  --version ") }.count == 1)
  }

  @Test func countZeroIsRefused() throws {
    let folder = try TemporaryFolder()
    let result = try StipendProcess.run(
      "simulate", "history", "--seed", "1", "--count", "0", "--out", folder.path + "/p")
    #expect(result.code == 2)
    #expect(result.complaint.contains("[option-value] --count 0"))
  }

  @Test func aPolicyIsNotCompiledOverItself() throws {
    let folder = try TemporaryFolder()
    let text = try String(
      contentsOf: StipendProcess.root.appendingPathComponent(Self.pilot), encoding: .utf8)
    let file = try folder.write(text, to: "policy.yaml")
    try FileManager.default.linkItem(atPath: file, toPath: folder.path + "/hard.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/soft.yaml", withDestinationPath: file)
    for name in ["policy.yaml", "./policy.yaml", "hard.yaml", "soft.yaml"] {
      let result = try StipendProcess.run(
        "policy", "compile", file, "--out", "\(folder.path)/\(name)")
      #expect(result.code == 2, "\(name)")
      #expect(result.complaint.contains("[out-is-input]"), "\(name)")
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
    let result = try StipendProcess.run("policy", "compile", file, "--out", folder.path)
    #expect(result.complaint.contains("[file-is-folder]"))
  }

  @Test func documentsAreFoundBesideTheProgramFromAnyFolder() throws {
    let folder = try TemporaryFolder()
    let result = try StipendProcess.run(["gpu", "check", "A100 80GB SXM"], in: folder.url)
    #expect(result.code == 0, "\(result.complaint)")
    let copy = folder.url.appendingPathComponent("alone")
    try FileManager.default.copyItem(at: StipendProcess.executable, to: copy)
    let alone = try StipendProcess.run(["gpu", "check", "t4"], in: folder.url, program: copy)
    #expect(alone.code == 2)
    #expect(alone.complaint.contains("[default-absent]"))
    #expect(alone.complaint.contains("--catalogue FILE"))
  }

  @Test func everyCodeHasARow() throws {
    func text(_ path: String) throws -> String {
      try String(contentsOf: StipendProcess.root.appendingPathComponent(path), encoding: .utf8)
    }
    let page = try text("docs/reference/errors.md")
    let source = try text("Sources/stipend/Base/EndingCode.swift")
    let codes = source.split(separator: "\n").filter { $0.contains("case ") }
      .compactMap { $0.split(separator: "\"").dropFirst().first }
    #expect(codes.count > 20)
    for code in codes { #expect(page.contains("`\(code)`"), "\(code)") }
  }
}
