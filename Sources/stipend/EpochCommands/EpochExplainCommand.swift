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

  @OptionGroup var version: StatementVersionOption
  @OptionGroup var data: DataOption

  @Flag(help: "Prints JSON.")
  var json = false

  /// The one address named.
  private func address() throws -> Address {
    switch (payee, provider) {
    case (let payee?, nil): return try AddressArgument.read(payee, "--payee")
    case (nil, let provider?): return try AddressArgument.read(provider, "--provider")
    case (nil, nil):
      throw Ending.unreadable(
        .addressMissing, "No address is named.", "Name one with --payee or --provider.")
    case (_?, _?):
      throw Ending.unreadable(
        .optionConflict, "--payee and --provider exclude each other.",
        "Ask for one of them at a time.")
    }
  }

  func run() async throws {
    let id = try EpochCommand.id(epoch)
    let address = try address()
    let version = try version.checked()
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
