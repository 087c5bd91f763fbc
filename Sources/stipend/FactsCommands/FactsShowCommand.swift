import Application
import ArgumentParser
import Encoding
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

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let point = try point()
    var reader = try data.open()
    let state: ProgramState
    do {
      state = try reader.log(lines: try lines(point, in: reader)).state
    } catch {
      throw ProgramWording.ending(error, in: data.folder)
    }
    if json { return Terminal.write(Self.json(state)) }
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

  /// What `--at` means.
  private enum Point {
    case all
    case lines(Int)
    case time(Timestamp)
  }

  private func point() throws -> Point {
    guard let at else { return .all }
    if let count = Int(at), count > 0 { return .lines(count) }
    if let time = try? Timestamp(at.contains("T") ? at : at + "T00:00:00Z") { return .time(time) }
    throw Ending.unreadable(
      .optionValue, "--at \(at) is neither a number of lines nor a date.",
      "Write a number from 1, or a date like 2024-03-01.")
  }

  /// The number of lines that a point means; `nil`: all.
  private func lines(_ point: Point, in reader: ProgramReader) throws(ProgramFailure) -> Int? {
    switch point {
    case .all: nil
    case .lines(let count): count
    case .time(let time): try reader.lineCount(admittedBefore: time)
    }
  }

  private static func json(_ state: ProgramState) -> [UInt8] {
    let policy = state.rules.policy
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("program", state.program?.hex ?? "")
      writer.field("name", policy.name.text)
      writer.field("network", policy.network.text)
      writer.field("lines", state.lineCount)
      writer.field("demonstration", state.isDemonstration)
      writer.array("claims", state.claims) { writer, claim in
        writer.object { writer in
          writer.field("pool", claim.pool.text)
          writer.field("claim", claim.id.text)
          writer.field("provider", state.roster.addresses[claim.provider.position].text)
          writer.field("class", state.rules.catalogue[claim.gpuClass].gpuClass.text)
          writer.field("units", Int(claim.units))
          writer.field("from", claim.from.seconds)
          writer.field("until", claim.until.seconds)
        }
      }
      writer.field("observers", state.observers.terms.count)
      writer.field("segments", state.evidence.records.count)
    }
    return writer.finish() + [10]
  }

  private static func short(_ address: Address) -> String {
    let text = address.text
    return text.count > 20 ? "\(text.prefix(12))…\(text.suffix(6))" : text
  }
}
