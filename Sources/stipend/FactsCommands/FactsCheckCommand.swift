import Application
import ArgumentParser
import Encoding
import Program
import Quantities

/// `stipend facts check`: admits every line again.
struct FactsCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Admits every line of the facts again, and stops at the first that breaks a rule.",
    discussion: "Example: stipend facts check --data var/pilot-1")

  @OptionGroup var data: DataOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    var reader = try data.open()
    let log: FactsLog
    do {
      log = try reader.log()
    } catch {
      throw ProgramWording.ending(error, in: data.folder)
    }
    let state = log.state
    if json {
      var writer = JSONWriter()
      writer.object { writer in
        writer.field("good", true)
        writer.field("program", state.program?.hex ?? "")
        writer.field("lines", state.lineCount)
        writer.field("digest", log.digest.hex)
      }
      Terminal.write(writer.finish() + [10])
      return
    }
    print("\(Terminal.green("✓")) \(state.lineCount) facts, each admitted by the rules.")
    print("  program  \(state.program?.hex ?? "")")
    print("  digest   \(log.digest.hex)")
    let ignored = state.ignoredKinds.reduce(0) { $0 + $1.value }
    if ignored > 0 { print("  \(ignored) of kinds that this release does not know, not critical") }
  }
}
