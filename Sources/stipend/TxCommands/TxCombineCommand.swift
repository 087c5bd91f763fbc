import ArgumentParser
import CosmosTx

/// `stipend tx combine`: members' signatures become one transaction.
struct TxCombineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "combine",
    abstract: "Puts the signatures of a group's members together into a signed transaction.",
    discussion: """
      Each signature is verified against this very transaction, chain, account and sequence; the \
      order of the files does not matter. Nobody's key is needed.

      Example: stipend tx combine tx.json member-1.json member-3.json --group treasury.json \
      --chain-id akashnet-2 --account-number 7 --sequence 3 --out signed.json
      """)

  @Argument(help: "The unsigned transaction.")
  var file: String

  @Argument(help: "The members' signatures.")
  var signatures: [String]

  @Option(help: "The group's key.")
  var group: String

  @OptionGroup var position: SignerPositionOptions

  @Option(help: "The file to write.")
  var out: String

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    for input in [file] + signatures { try Files.keepApart(input: input, out: out) }
    let position = try position.position()
    let transaction = try TxEnding.transaction(file)
    try TxEnding.check(transaction, file)
    let group = try TxEnding.group(group)
    var documents: [SignatureDocument] = []
    for path in signatures {
      let bytes = try Files.read(path, limitBytes: SignatureDocument.limitBytes)
      documents += try TxEnding.read(path) { () throws(TxError) in
        try SignatureDocument.read(json: bytes)
      }
    }
    let signed = try TxEnding.signing(file) { () throws(SigningRefusal) in
      try transaction.combined(documents, for: group, at: position)
    }
    try Files.write(signed.json + [10], to: out)
    let report = TxReport(signed, at: position)
    if json {
      Terminal.write(report.json(out))
    } else {
      for line in report.lines(out) { print(line) }
      print("Combined: \(out)")
    }
    guard report.isSound else { throw Ending.reported }
  }
}
