import ArgumentParser

/// `stipend entry`: signed entries.
struct EntryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entry",
    abstract: "Submits signed entries to a log.",
    discussion: "Example: stipend entry submit note.json --to https://program.example/log",
    subcommands: [EntrySubmitCommand.self])
}
