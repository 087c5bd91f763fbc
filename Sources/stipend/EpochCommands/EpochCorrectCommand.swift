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

  func run() async throws {
    let id = try EpochCommand.id(epoch)
    var correcting = CorrectEpoch(try data.open())
    do {
      let corrected = try correcting.correct(id, now: try clock.now())
      print("Closed \(id) anew as version \(corrected.closed.statement.version). Differences:")
      for difference in corrected.differences {
        let amount = MoneyText.signed(difference.micros, corrected.closed.statement.currency)
        print("  \(difference.payee)  \(difference.claim)  \(amount)")
      }
      var writer = JSONWriter()
      writer.object { corrected.fact.write(to: &$0) }
      print("Body of the \(CorrectionPosted.kind.rawValue) fact to post:")
      Terminal.write(writer.finish() + [10])
    } catch let refusal as EpochRefusal {
      throw EpochWording.ending(refusal)
    }
  }
}
