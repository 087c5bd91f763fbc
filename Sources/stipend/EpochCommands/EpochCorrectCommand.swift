import Application
import ArgumentParser
import Encoding
import Program
import Quantities
import Rewards

/// `stipend epoch correct`: computes a closed epoch anew, and says what to post (O-54).
struct EpochCorrectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: "Computes a closed epoch anew from what is known now, and says what to post.",
    discussion: """
      The old statement stays. The difference reaches a later epoch when the administrator posts \
      the fact that this prints.

      Example: stipend epoch correct liquidity/12 --data var/pilot-1
      """)

  @Argument(help: "The epoch, as POOL/NUMBER.")
  var epoch: String

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let id = try EpochCommand.id(epoch)
    let now = try clock.now()
    var correcting = CorrectEpoch(try data.open())
    do {
      let corrected = try correcting.correct(id, now: now)
      if json { return Terminal.write(Self.json(corrected)) }
      print("Closed \(id) anew as version \(corrected.closed.statement.version). Differences:")
      for difference in corrected.differences {
        let amount = MoneyText.signed(difference.micros, corrected.closed.statement.currency)
        print("  \(difference.payee)  \(difference.claim)  \(amount)")
      }
      var writer = JSONWriter()
      writer.object { corrected.fact.write(to: &$0) }
      print("Body of the \(CorrectionPosted.kind.rawValue) fact to post:")
      Terminal.write(writer.finish() + [10])
    } catch {
      throw EpochWording.ending(error)
    }
  }

  private static func json(_ corrected: CorrectedEpoch) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("epoch", corrected.closed.id.description)
      writer.field("version", corrected.closed.statement.version)
      writer.field("statement", corrected.closed.digest.hex)
      writer.field("currency", corrected.closed.statement.currency.rawValue)
      writer.array("differences", corrected.differences) { writer, difference in
        writer.object { writer in
          writer.field("payee", difference.payee.text)
          writer.field("micros", difference.micros)
        }
      }
      writer.field("kind", CorrectionPosted.kind.rawValue)
      writer.object("body") { corrected.fact.write(to: &$0) }
    }
    return writer.finish() + [10]
  }
}
