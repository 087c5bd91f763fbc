import ArgumentParser

/// `stipend policy`.
struct PolicyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "The rules of a program, before anybody votes on them.",
    subcommands: [])
}
