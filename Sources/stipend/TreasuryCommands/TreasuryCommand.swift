import ArgumentParser

/// `stipend treasury`: what is owed against what there is.
struct TreasuryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "treasury",
    abstract: "Shows what is owed against what the wallet holds, and records sales of tokens.",
    discussion: """
      Example: stipend treasury --data var/program
      Example: stipend treasury sale --help
      """,
    subcommands: [TreasuryShowCommand.self, TreasurySaleCommand.self],
    defaultSubcommand: TreasuryShowCommand.self)
}
