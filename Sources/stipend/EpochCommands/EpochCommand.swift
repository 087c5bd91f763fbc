import Application
import ArgumentParser

/// `stipend epoch`.
struct EpochCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "epoch",
    abstract: "Freezes, closes, verifies and explains epochs.",
    subcommands: [
      EpochListCommand.self, EpochFreezeCommand.self, EpochCloseCommand.self,
      EpochVerifyCommand.self, EpochExplainCommand.self, EpochCorrectCommand.self,
    ])

  /// Reads `POOL/NUMBER`, or ends with code 2.
  static func id(_ text: String) throws -> EpochID {
    guard let id = EpochID(text) else {
      throw Ending.unreadable(
        .epochMalformed, "\(text) is no epoch.", "Write POOL/NUMBER, like liquidity/12.")
    }
    return id
  }
}
