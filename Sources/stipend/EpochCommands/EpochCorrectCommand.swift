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
      the fact that this prints. In a journal, freeze, statement and correction are three entries: \
      with --key they are signed and logged together, without it drafts are left in --out.

      Example: stipend epoch correct liquidity/12 --data var/pilot-1
      Example: stipend epoch correct liquidity/12 --key keys/administrator.json --data var/program
      """)

  @Argument(help: "The epoch, as POOL/NUMBER.")
  var epoch: String

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption
  @OptionGroup var delivery: EntryDelivery

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let id = try EpochCommand.id(epoch)
    let now = try clock.now()
    let entering = EpochEntering(delivery: delivery, data: data, clock: clock)
    try entering.check()
    var correcting = CorrectEpoch(try data.open())
    let corrected: CorrectedEpoch
    let items: [EntryDesk.Item]
    do {
      corrected = try correcting.correct(id, now: now)
      let version = corrected.closed.statement.version
      let names = ["1-frozen", "2-statement", "3-correction"]
      items = zip(try EpochEntries(correcting.reader).entries(of: corrected), names).map {
        EntryDesk.Item(body: $0, file: EpochEntering.file(id, version, $1))
      }
    } catch {
      throw EpochWording.ending(error)
    }
    if json, !entering.isJournal { return Terminal.write(Self.json(corrected)) }
    if !json { Self.show(corrected, id, isJournal: entering.isJournal) }
    guard entering.isJournal else { return }
    EntryReport.show(try await entering.enter(items, correcting.reader), json: json)
  }

  private static func show(_ corrected: CorrectedEpoch, _ id: EpochID, isJournal: Bool) {
    print("Closed \(id) anew as version \(corrected.closed.statement.version). Differences:")
    for difference in corrected.differences {
      let amount = MoneyText.signed(difference.micros, corrected.closed.statement.currency)
      print("  \(difference.payee)  \(difference.claim)  \(amount)")
    }
    guard !isJournal else { return }
    var writer = JSONWriter()
    writer.object { corrected.fact.write(to: &$0) }
    print("Body of the \(CorrectionPosted.kind.rawValue) fact to post:")
    Terminal.write(writer.finish() + [10])
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
