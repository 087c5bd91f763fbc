import ArgumentParser

/// `stipend provider`.
struct ProviderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "provider",
    abstract: "What a provider of the network shows of itself.",
    subcommands: [ProviderCheckCommand.self, ProviderAuditsCommand.self])
}
