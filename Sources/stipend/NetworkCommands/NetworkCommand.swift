import ArgumentParser

/// `stipend network`.
struct NetworkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network",
    abstract: "What the whole network shows at one height of its chain.",
    subcommands: [NetworkUtilisationCommand.self])
}
