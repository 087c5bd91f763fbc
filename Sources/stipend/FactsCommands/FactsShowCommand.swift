import Application
import ArgumentParser
import Policy
import Program
import Quantities
import Rewards

/// `stipend facts show`: what the facts come to.
struct FactsShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows what the facts come to: who takes part with what.",
    discussion: """
      Example: stipend facts show --data var/pilot-1
      Example: stipend facts show --at 2024-03-01 --data var/pilot-1
      """)

  @OptionGroup var data: DataOption

  @Option(help: "The state after so many lines, or at a date.")
  var at: String?

  func run() async throws {
    var reader = try data.open()
    let state: ProgramState
    do {
      state = try reader.log(lines: try lines(in: reader)).state
    } catch let failure as ProgramFailure {
      throw ProgramWording.ending(failure, in: data.folder)
    }
    let policy = state.rules.policy
    print("\(Terminal.bold(policy.name.text)) on \(policy.network), after \(state.lineCount) facts")
    if state.isDemonstration {
      print(Terminal.yellow("A demonstration: its participants are invented."))
    }
    var table = Table([
      ("pool", .left), ("claim", .left), ("provider", .left), ("class", .left), ("units", .right),
      ("from", .left), ("until", .left),
    ])
    for claim in state.claims {
      table.add([
        claim.pool.text, claim.id.text, Self.short(state.roster.addresses[claim.provider.position]),
        state.rules.catalogue[claim.gpuClass].gpuClass.text, String(claim.units),
        claim.from.text, claim.until.text,
      ])
    }
    table.show()
    print(
      "  observers: \(state.observers.terms.count), evidence files: \(state.evidence.records.count)"
    )
  }

  /// The number of lines that `--at` means; `nil`: all.
  private func lines(in reader: ProgramReader) throws -> Int? {
    guard let at else { return nil }
    if let count = Int(at) { return count }
    guard let time = try? Timestamp(at.contains("T") ? at : at + "T00:00:00Z") else {
      throw Ending.unreadable("--at \(at): write a number of lines or a date like 2024-03-01")
    }
    do {
      return try reader.lineCount(admittedBefore: time)
    } catch {
      throw ProgramWording.ending(error, in: data.folder)
    }
  }

  private static func short(_ address: Address) -> String {
    let text = address.text
    return text.count > 20 ? "\(text.prefix(12))…\(text.suffix(6))" : text
  }
}
