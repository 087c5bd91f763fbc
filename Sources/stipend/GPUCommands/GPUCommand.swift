import ArgumentParser

/// `stipend gpu`.
struct GPUCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gpu",
    abstract: "What a GPU is, and what a program makes of it.",
    subcommands: [GPUCheckCommand.self])
}
