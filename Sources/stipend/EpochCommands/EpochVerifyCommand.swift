import Application
import ArgumentParser

/// `stipend epoch verify`: recomputes everything and compares bytes (O-53).
struct EpochVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recomputes freezes and statements, and compares them byte for byte.",
    discussion: """
      Without epochs it verifies all there are. Needs nothing but the data folder; exits with 1 \
      when anything stored does not follow from facts and evidence.

      Example: stipend epoch verify --data var/pilot-1
      Example: stipend epoch verify liquidity/12 --json
      """)

  @Argument(help: "Epochs, as POOL/NUMBER; none: all.")
  var epochs: [String] = []

  @OptionGroup var data: DataOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let found = try EpochVerification(
      of: data.folder, epochs: try epochs.map(EpochCommand.id))
    guard found.count > 0 || !found.strays.isEmpty else {
      throw Ending.refused(
        .nothingFrozen, "\(data.folder): nothing is frozen here.", "Run stipend epoch freeze first."
      )
    }
    if json {
      Terminal.write(VerdictReport.json(found))
    } else {
      for line in VerdictReport.lines(found) { print(line) }
    }
    guard found.isGood else { throw Ending.reported }
  }
}
