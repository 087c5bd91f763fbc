import ArgumentParser

/// `stipend key`.
struct KeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Keys that sign entries: makes them, takes them in, shows what is public of them.",
    subcommands: [KeyNewCommand.self, KeyShowCommand.self, KeyImportCommand.self])
}
