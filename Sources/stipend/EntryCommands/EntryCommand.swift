import ArgumentParser

/// `stipend entry`: entries from the first draft to the log.
struct EntryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entry",
    abstract: "Drafts, shows, signs, combines, submits and logs entries.",
    discussion: "Example: stipend entry kinds",
    subcommands: [
      EntryKindsCommand.self, EntryNewCommand.self, EntryShowCommand.self, EntrySignCommand.self,
      EntryCombineCommand.self, EntryWalletCommand.self, EntryAttachCommand.self,
      EntrySubmitCommand.self, EntryAppendCommand.self,
    ])
}
