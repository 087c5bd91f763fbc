import Application
import ArgumentParser
import Encoding
import Foundation
import Program
import Quantities

/// `stipend epoch freeze`: fixes the inputs of an epoch.
struct EpochFreezeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freeze",
    abstract: "Fixes the exact inputs of an epoch: facts, evidence, price.",
    discussion: """
      Refused before the epoch's end and the policy's grace, and while the epoch before is open. \
      In a journal the freeze is an entry of the administrator's: with --key it is signed and \
      logged, without it a draft is left.

      Example: stipend epoch freeze liquidity/12 --data var/pilot-1
      Example: stipend epoch freeze liquidity/12 --key keys/administrator.json --data var/program
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
    var freezing = FreezeEpoch(try data.open())
    let freeze: Freeze
    do {
      freeze = try freezing.freeze(id, now: now)
    } catch {
      throw EpochWording.ending(error)
    }
    if json, !entering.isJournal { return Terminal.write(freeze.bytes + [10]) }
    if !json { Self.show(freeze, id) }
    guard entering.isJournal else { return }
    let item = EntryDesk.Item(
      body: EpochEntries(freezing.reader).entry(of: freeze),
      file: EpochEntering.file(id, freeze.version, "frozen"))
    EntryReport.show(try await entering.enter([item], freezing.reader), json: json)
  }

  private static func show(_ freeze: Freeze, _ id: EpochID) {
    let price = freeze.price.map { " Price \($0.text) USD per AKT." } ?? " No valid price."
    print(
      "Froze \(id): \(freeze.factsLines) facts, \(freeze.segments.count) segments,"
        + " \(freeze.leftOut.count) left out.\(price)")
    for segment in freeze.leftOut {
      print("  left out \(segment.digest.hex.prefix(16))…: \(segment.reason.rawValue)")
    }
  }
}
