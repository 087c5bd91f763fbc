import ArgumentParser

/// `stipend policy`.
struct PolicyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract:
      "The rules of a program: checked, compiled, planned and compared before anybody votes.",
    subcommands: [
      PolicyCheckCommand.self, PolicyCompileCommand.self, PolicyPlanCommand.self,
      PolicyDiffCommand.self,
    ])
}
