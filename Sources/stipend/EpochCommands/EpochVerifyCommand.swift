import Application
import ArgumentParser
import Encoding
import Foundation

/// `stipend epoch verify`: recomputes everything and compares bytes (O-53).
struct EpochVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recomputes freezes and statements, and compares them byte for byte.",
    discussion: """
      Without epochs it verifies all there are. Needs nothing but the data folder; exits with 1 when \
      anything stored does not follow from facts and evidence.

      Example: stipend epoch verify --data var/pilot-1
      Example: stipend epoch verify liquidity/12 --json
      """)

  @Argument(help: "Epochs, as POOL/NUMBER; none: all.")
  var epochs: [String] = []

  @OptionGroup var data: DataOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let ids = try epochs.map(EpochCommand.id)
    var verifying = VerifyEpochs(try data.open())
    do {
      let records = try verifying.records(of: ids)
      guard !records.isEmpty else {
        throw Ending.unreadable("nothing is frozen here; run stipend epoch freeze first")
      }
      var verdicts: [EpochVerdict] = []
      for (index, record) in records.enumerated() {
        Terminal.progress("verifying \(index + 1) of \(records.count): \(record.epoch)")
        verdicts.append(try verifying.verify(record))
      }
      Terminal.endProgress()
      if json {
        Terminal.write(VerdictReport.json(verdicts))
      } else {
        for line in VerdictReport.lines(verdicts) { print(line) }
      }
      guard verdicts.allSatisfy(\.isGood) else { throw Ending.refused() }
    } catch let refusal as EpochRefusal {
      Terminal.endProgress()
      throw EpochWording.ending(refusal)
    }
  }
}
