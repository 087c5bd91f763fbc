import ArgumentParser

struct EpochExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "explain")
}
