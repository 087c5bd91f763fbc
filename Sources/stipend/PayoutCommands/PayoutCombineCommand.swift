import Application
import ArgumentParser
import CosmosTx

/// `stipend payout combine`: members' signatures of a batch become one transaction.
struct PayoutCombineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "combine",
    abstract: "Puts the members' signatures of a batch together, each verified.",
    discussion: """
      Takes signatures from here and from akash tx sign --multisig, in any order. Nobody's key is \
      needed.

      Example: stipend payout combine payout-1 member-1.json member-3.json --out signed.json
      """)

  @Argument(help: "The batch's folder.")
  var folder: String

  @Argument(help: "The members' signatures.")
  var signatures: [String]

  @Option(help: "The file to write.")
  var out: String

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let batch = try BatchFolder(folder)
    for input in [batch.transactionPath] + signatures {
      try Files.keepApart(input: input, out: out)
    }
    let payment = try batch.payment()
    var documents: [SignatureDocument] = []
    for path in signatures {
      let bytes = try Files.read(path, limitBytes: SignatureDocument.limitBytes)
      documents += try TxEnding.read(path) { () throws(TxError) in
        try SignatureDocument.read(json: bytes)
      }
    }
    let signed = try TxEnding.signing(folder) { () throws(SigningRefusal) in
      try batch.transaction.combined(documents, for: batch.group, at: payment.position)
    }
    try Files.write(signed.json + [10], to: out)
    let report = TxReport(signed, at: payment.position)
    if json {
      Terminal.write(report.json(out))
    } else {
      for line in report.lines(out) { print(line) }
      print("Combined: \(out)")
    }
    guard report.isSound else { throw Ending.reported }
  }
}
