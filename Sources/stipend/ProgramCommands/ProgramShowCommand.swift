import Application
import ArgumentParser
import Program
import Quantities

/// `stipend program`.
struct ProgramCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "program",
    abstract: "What a program is at an entry or a date.",
    subcommands: [ProgramShowCommand.self])
}

/// `stipend program show`: roles, halts, who takes part, and what is left of the budget.
struct ProgramShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows roles, halts, contracts, enrolments and what is left, at any entry or date.",
    discussion: """
      --at N is the state after the first N entries; --at DATE sees nothing that was admitted at \
      that second or later. Nothing here is stored: it is folded from the entries each time.

      Example: stipend program show --data var/pilot-1
      Example: stipend program show --at 2024-03-01 --log https://program.example/log --json
      """)

  @OptionGroup var place: ProgramPlaceOption

  @Option(help: "The state after so many entries, or before a date.")
  var at: String?

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let moment = try BooksOptions.moment(at)
    let shown = try place.read { try ProgramAtMoment($0, at: moment) }
    guard let shown else {
      throw Ending(
        2, "entry-base-missing", "There is no program here.", "Name --data or --log.")
    }
    let report = ProgramReport(shown)
    if json { Terminal.write(report.json) } else { report.show() }
  }
}
