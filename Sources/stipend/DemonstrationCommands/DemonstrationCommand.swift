import ArgumentParser

/// `stipend demo`.
struct DemonstrationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Pilot 1's real policy with an invented year of evidence.",
    subcommands: [DemonstrationRunCommand.self, DemonstrationNetworkCommand.self])
}
