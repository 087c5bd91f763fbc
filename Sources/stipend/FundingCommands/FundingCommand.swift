import ArgumentParser

/// `stipend funding`: from the policy's dollars to tokens in the wallet.
struct FundingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "funding",
    abstract: "Asks the community for what the policy needs, and follows it into the wallet.",
    discussion: """
      Example: stipend funding request --price 3.10 --buffer 10% --proposer akash1… --deposit 1000 \
      --title "Pilot 2" --summary summary.md --out funding-1
      """,
    subcommands: [
      FundingRequestCommand.self, FundingFollowCommand.self, FundingReceivedCommand.self,
      FundingShowCommand.self,
    ])
}
