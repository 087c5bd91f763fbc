import ArgumentParser

/// `stipend journal`: a program's signed record, written out.
struct JournalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal",
    abstract: "Writes a program's signed record out, for mirrors and for other tools.",
    subcommands: [JournalExportCommand.self, JournalUnpackCommand.self])
}
