import ArgumentParser

/// `stipend payout`: from what is due to what landed.
struct PayoutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payout",
    abstract: "Pays what is due, exactly once: prepared, signed by the treasury, sent, proven.",
    discussion: """
      Each step may be another person's on another machine; only files pass between them. \
      docs/operating/payouts.md goes through it.

      Example: stipend payout list --data var/program
      """,
    subcommands: [
      PayoutListCommand.self, PayoutPrepareCommand.self, PayoutShowCommand.self,
      PayoutSignCommand.self, PayoutCombineCommand.self, PayoutSubmitCommand.self,
      PayoutStatusCommand.self, PayoutExplainCommand.self,
    ])
}
