import Application
import ArgumentParser
import Encoding
import Quantities
import Rewards

/// `stipend epoch close`: computes an epoch's statement.
struct EpochCloseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Computes an epoch's statement from what its freeze names.",
    discussion: """
      With inputs missing it names all of them and writes nothing. Closing again gives the same \
      bytes.

      Example: stipend epoch close liquidity/12 --data var/pilot-1
      """)

  @Argument(help: "The epoch, as POOL/NUMBER.")
  var epoch: String

  @OptionGroup var version: StatementVersionOption
  @OptionGroup var data: DataOption

  @Flag(help: "Prints the statement.")
  var json = false

  func run() async throws {
    let id = try EpochCommand.id(epoch)
    let version = try version.checked()
    var closing = CloseEpoch(try data.open())
    do {
      let closed = try closing.close(id, version: version)
      if json {
        Terminal.write(closed.bytes + [10])
      } else {
        for line in StatementSummary.lines(closed.statement) { print(line) }
        print("  statement \(closed.digest.hex)")
      }
    } catch {
      throw EpochWording.ending(error)
    }
  }
}
