import ArgumentParser

/// The `stipend` command line: `stipend NOUN VERB`.
@main
struct Stipend: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stipend",
    abstract: "Runs a GPU provider incentive program: from the rules to who is owed what, and why.",
    discussion: """
      Example: stipend policy check policies/akash-pilot-1.yaml

      Exit codes: 0 ok, 1 a finding or a refusal, 2 usage or unreadable input, 3 something outside \
      is unavailable.
      """,
    version: "0.1.0",
    subcommands: [
      PolicyCommand.self, GPUCommand.self, ProgramCommand.self, FactsCommand.self,
      EvidenceCommand.self,
      EpochCommand.self, BooksCommand.self, KeyCommand.self, JournalCommand.self,
      VerifyCommand.self, DemonstrationCommand.self, SimulateCommand.self,
      BackupCommand.self, RestoreCommand.self, DoctorCommand.self, ServeCommand.self,
      WitnessCommand.self, EntryCommand.self, BlobCommand.self, TxCommand.self,
      ProviderCommand.self, NetworkCommand.self, DevNetCommand.self, ObserveCommand.self,
      FundingCommand.self, PayoutCommand.self, TreasuryCommand.self, RevenueCommand.self,
      ReconcileCommand.self, CloseOutCommand.self,
    ])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      Terminal.flush()
    } catch {
      Ending.end(with: error)
    }
  }
}
