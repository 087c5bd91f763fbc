import ArgumentParser

/// `stipend facts`.
struct FactsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts",
    abstract: "What was declared, signed and decided in a program.",
    subcommands: [FactsCheckCommand.self, FactsShowCommand.self])
}
