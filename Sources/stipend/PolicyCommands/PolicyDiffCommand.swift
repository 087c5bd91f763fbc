import ArgumentParser
import Policy

/// `stipend policy diff`: what changes between two policies, and what that does.
struct PolicyDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract:
      "Shows what changes between two policies, key by key, and what that does to the plan.",
    discussion: """
      Exits with 0 when they are the same, with 1 when they differ.

      Example: stipend policy diff old.yaml new.yaml
      """)

  @Argument(help: "The policy as it was.")
  var old: String

  @Argument(help: "The policy as it is to be.")
  var new: String

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let diff = PolicyDiff.between(
      try PolicyFile.load(old).policy, try PolicyFile.load(new).policy)
    if json {
      Terminal.write(diff.json + [10])
    } else {
      for line in diff.lines { print(line) }
    }
    guard diff.isEmpty else { throw Ending.reported }
  }
}
