import ArgumentParser
import Policy

/// `stipend policy check`: every contradiction, with its figures and what to do.
struct PolicyCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Finds what contradicts itself in a policy, or needs somebody's acceptance.",
    discussion: """
      A finding that needs acceptance becomes a note when the file accepts it, with a role, a date \
      and the digest of its figures; when the figures change, the acceptance lapses.

      Exits with 0 when nothing is open, 1 when something is, 2 when the file is no policy.

      Example: stipend policy check policies/akash-pilot-1.yaml
      """)

  @Argument(help: "The policy, as YAML or canonical JSON.")
  var file: String

  @Flag(help: "Leaves out notes that nobody had to accept.")
  var brief = false

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let report = PolicyGate.report(try PolicyFile.load(file), named: file)
    if json {
      Terminal.write(report.json + [10])
    } else {
      for line in report.lines(withNotes: !brief) { print(Self.coloured(line)) }
    }
    guard report.isClean else { throw Ending.reported }
  }

  private static func coloured(_ line: String) -> String {
    if line.contains(": error:") { return Terminal.red(line) }
    if line.contains(": needs acceptance:") { return Terminal.yellow(line) }
    if line.contains(": note:") { return Terminal.dim(line) }
    return line
  }
}
