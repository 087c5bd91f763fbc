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
      Refused before the epoch's end and the policy's grace, and while the epoch before is open.

      Example: stipend epoch freeze liquidity/12 --data var/pilot-1
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
    var freezing = FreezeEpoch(try data.open())
    do {
      let freeze = try freezing.freeze(id, now: now)
      if json {
        Terminal.write(freeze.bytes + [10])
      } else {
        let price = freeze.price.map { " Price \($0.text) USD per AKT." } ?? " No valid price."
        print(
          "Froze \(id): \(freeze.factsLines) facts, \(freeze.segments.count) segments,"
            + " \(freeze.leftOut.count) left out.\(price)")
        for segment in freeze.leftOut {
          print("  left out \(segment.digest.hex.prefix(16))…: \(segment.reason.rawValue)")
        }
      }
    } catch {
      throw EpochWording.ending(error)
    }
  }
}
