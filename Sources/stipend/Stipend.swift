import ArgumentParser

/// The `stipend` command line.
@main
struct Stipend: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "stipend")
}
