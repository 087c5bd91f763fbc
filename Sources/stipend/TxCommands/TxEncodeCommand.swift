import ArgumentParser
import CosmosTx
import Encoding

/// A form in which a transaction is written.
enum TxForm: String, ExpressibleByArgument, CaseIterable {
  case json, base64, hex

  func bytes(of transaction: Transaction) -> [UInt8] {
    switch self {
    case .json: transaction.json + [10]
    case .base64: Array(Base64.text(transaction.bytes).utf8) + [10]
    case .hex: Array(Hex.text(transaction.bytes).utf8) + [10]
    }
  }
}

/// `stipend tx encode`: a transaction in another form.
struct TxEncodeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Writes a transaction in another form: JSON, base64 or hexadecimal digits.",
    discussion: """
      A node takes base64 of a signed transaction as tx_bytes; the network's tools take JSON.

      Example: stipend tx encode signed.json --form base64 --out signed.txt
      """)

  @Argument(help: "The transaction.")
  var file: String

  @Option(help: "json, base64 or hex.")
  var form = TxForm.base64

  @Option(help: "The file to write; standard output without it.")
  var out: String?

  func run() async throws {
    let bytes = form.bytes(of: try TxEnding.transaction(file))
    guard let out else { return Terminal.write(bytes) }
    try Files.keepApart(input: file, out: out)
    try Files.write(bytes, to: out)
  }
}
