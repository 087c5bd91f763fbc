import ArgumentParser

/// `stipend journal`: a program's signed record, written out.
struct JournalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal",
    abstract: "Begins a program's signed record, and writes it out for mirrors and other tools.",
    subcommands: [
      JournalInitCommand.self, JournalExportCommand.self, JournalUnpackCommand.self,
    ])
}
