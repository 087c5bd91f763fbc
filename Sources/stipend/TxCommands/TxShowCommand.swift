import ArgumentParser
import CosmosTx

/// `stipend tx show`: what a transaction does, read from its bytes.
struct TxShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Says in words exactly what a transaction's bytes do.",
    discussion: """
      Read it before you sign. Takes JSON, or the bytes in base64 or hexadecimal digits. A byte \
      that nothing here explains is refused, so that what is shown is all there is. With chain, \
      account number and sequence, signatures are verified.

      Example: stipend tx show batch.json
      Example: stipend tx show signed.json --chain-id akashnet-2 --account-number 7 --sequence 3
      """)

  @Argument(help: "The transaction.")
  var file: String

  @OptionGroup var position: OptionalSignerPosition

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let position = try position.position()
    let report = TxReport(try TxEnding.transaction(file), at: position)
    if json {
      Terminal.write(report.json(file))
    } else {
      for line in report.lines(file) { print(line) }
    }
    guard report.isSound else { throw Ending.reported }
  }
}
