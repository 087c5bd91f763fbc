import ArgumentParser

/// `stipend evidence`.
struct EvidenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "What observers saw.",
    subcommands: [
      EvidenceShowCommand.self, EvidenceUptimeCommand.self, EvidenceConflictsCommand.self,
      EvidencePublishCommand.self, EvidenceDeliverCommand.self,
    ])
}
