import TestSupport
import Testing

@Suite struct UsageTests {
  /// Every command, as it is typed.
  static let commands: [[String]] = [
    [], ["policy"], ["policy", "check"], ["policy", "compile"], ["policy", "plan"],
    ["policy", "diff"], ["gpu"], ["gpu", "check"], ["facts"], ["facts", "check"],
    ["facts", "show"], ["evidence"], ["evidence", "show"], ["evidence", "uptime"],
    ["evidence", "conflicts"], ["network"], ["network", "utilisation"],
    ["provider", "audits"], ["provider", "check"], ["epoch"],
    ["epoch", "list"], ["epoch", "freeze"], ["epoch", "close"], ["epoch", "verify"],
    ["epoch", "explain"], ["epoch", "correct"], ["key"], ["key", "new"],
    ["key", "show"], ["key", "import"], ["demo"], ["demo", "run"], ["simulate"],
    ["simulate", "history"], ["journal"], ["journal", "init"], ["journal", "export"],
    ["journal", "unpack"], ["entry"], ["entry", "kinds"], ["entry", "new"], ["entry", "show"],
    ["entry", "sign"], ["entry", "combine"], ["entry", "wallet"], ["entry", "attach"],
    ["entry", "submit"], ["entry", "append"], ["evidence", "publish"], ["evidence", "deliver"],
    ["program"], ["program", "show"], ["blob", "get"], ["blob", "put"], ["tx"], ["tx", "show"],
    ["tx", "encode"],
    ["tx", "sign"], ["tx", "combine"], ["tx", "group"],
  ]

  @Test(arguments: commands)
  func everyCommandHasHelp(command: [String]) throws {
    let result = try StipendProcess.run(command + ["--help"])
    #expect(result.code == 0)
    #expect(result.output.contains("USAGE"))
  }

  @Test(arguments: commands.filter { $0.count == 2 })
  func everyVerbHasAnExample(command: [String]) throws {
    let result = try StipendProcess.run(command + ["--help"])
    #expect(
      result.output.contains("Example: stipend \(command.joined(separator: " "))"),
      "\(command)")
  }

  @Test(arguments: [
    ["nonsense"], ["policy", "check"], ["epoch", "close", "x"], ["gpu", "check"],
  ])
  func wrongUsageExitsWithTwo(arguments: [String]) throws {
    #expect(try StipendProcess.run(arguments).code == 2)
  }

  @Test func aFolderWithoutFactsExitsWithTwoAndSaysWhatToDo() throws {
    let folder = try TemporaryFolder()
    let result = try StipendProcess.run("facts", "check", "--data", folder.path)
    #expect(result.code == 2)
    #expect(result.complaint.contains("--data"))
  }
}
