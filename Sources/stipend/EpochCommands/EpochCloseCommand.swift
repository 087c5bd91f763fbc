import Application
import ArgumentParser
import Encoding
import Program
import Quantities
import Rewards

/// `stipend epoch close`: computes an epoch's statement.
struct EpochCloseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Computes an epoch's statement from what its freeze names.",
    discussion: """
      With inputs missing it names all of them and writes nothing. Closing again gives the same \
      bytes. In a journal the statement is an entry of the administrator's: with --key it is \
      signed and logged, without it a draft is left; one that is logged already is only shown.

      Example: stipend epoch close liquidity/12 --data var/pilot-1
      Example: stipend epoch close liquidity/12 --key keys/administrator.json --data var/program
      """)

  @Argument(help: "The epoch, as POOL/NUMBER.")
  var epoch: String

  @OptionGroup var version: StatementVersionOption
  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption
  @OptionGroup var delivery: EntryDelivery

  @Flag(help: "Prints the statement; of a journal, what became of its entry.")
  var json = false

  func run() async throws {
    let id = try EpochCommand.id(epoch)
    let version = try version.checked()
    let entering = EpochEntering(delivery: delivery, data: data, clock: clock)
    try entering.check()
    var closing = CloseEpoch(try data.open())
    let closed: ClosedEpoch
    let item: EntryDesk.Item
    do {
      closed = try closing.close(id, version: version)
      item = EntryDesk.Item(
        body: try EpochEntries(closing.reader).entry(of: closed),
        file: EpochEntering.file(id, version, "statement"))
    } catch {
      throw EpochWording.ending(error)
    }
    if json, !entering.isJournal { return Terminal.write(closed.bytes + [10]) }
    if !json {
      for line in StatementSummary.lines(closed.statement) { print(line) }
      print("  statement \(closed.digest.hex)")
    }
    guard entering.isJournal else { return }
    if let entry = try logged(closed, closing.reader) {
      return json ? EntryReport.show([], json: true) : print("  logged before: entry \(entry)")
    }
    EntryReport.show(try await entering.enter([item], closing.reader), json: json)
  }

  /// The entry that published it already; counted from 0.
  private func logged(_ closed: ClosedEpoch, _ reader: ProgramReader) throws -> Int? {
    var reader = reader
    do {
      return try reader.log().state.epochs.statement(
        pool: closed.id.pool, epoch: closed.id.number, version: closed.statement.version
      ).map { $0.line - 1 }
    } catch {
      throw ProgramWording.ending(error, in: data.folder)
    }
  }
}
