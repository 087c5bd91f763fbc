import Application
import ArgumentParser
import Encoding
import Policy
import Quantities
import Rewards

/// `stipend epoch explain`: why this amount, and what would have changed it.
struct EpochExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tells why a payee has what it has, and what would have changed it.",
    discussion: """
      Also for those who got nothing. Every figure is the statement's own.

      Example: stipend epoch explain liquidity/12 --payee akash1… --data var/pilot-1
      """)

  @Argument(help: "The epoch, as POOL/NUMBER; it must be closed.")
  var epoch: String

  @Option(help: "The address paid.")
  var payee: String?

  @Option(help: "A provider, whoever is paid for it.")
  var provider: String?

  @Option(help: "The version, above 1 after a correction.")
  var version = 1

  @OptionGroup var data: DataOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let id = try EpochCommand.id(epoch)
    guard let text = payee ?? provider, let address = try? Address(text) else {
      throw Ending.unreadable("name an address with --payee or --provider")
    }
    let explaining = ExplainLine(try data.open())
    do {
      let explanation = try explaining.explain(
        id, version: version, address, asProvider: payee == nil)
      if json {
        var writer = JSONWriter()
        writer.object { writer in
          writer.field("epoch", id.description)
          writer.field("hasLine", explanation.hasLine)
          writer.array("text", explanation.lines) { $0.string($1) }
        }
        Terminal.write(writer.finish() + [10])
      } else {
        for line in explanation.lines { print(line) }
      }
    } catch {
      throw EpochWording.ending(error)
    }
  }
}
