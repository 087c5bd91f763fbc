import ArgumentParser

/// `stipend books`.
struct BooksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "books",
    abstract: "The double-entry accounts that a program's record comes to.",
    subcommands: [
      BooksBalancesCommand.self, BooksRegisterCommand.self, BooksCheckCommand.self,
      BooksExportCommand.self,
    ])
}
