import ArgumentParser

/// `stipend journal`: a program's signed record, written out.
struct JournalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal",
    abstract: "Begins a signed record, writes it out, copies one, and goes on with a copy.",
    subcommands: [
      JournalInitCommand.self, JournalExportCommand.self, JournalUnpackCommand.self,
      JournalMirrorCommand.self, JournalSucceedCommand.self,
    ])
}
