import Application
import ArgumentParser
import CosmosTx

/// `stipend payout sign`: one member's signature of a batch.
struct PayoutSignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Shows what a batch does, and signs it as one member of the treasury.",
    discussion: """
      Needs nothing but the batch's folder and the key, so that the machine may be on no network. \
      Bytes that do anything but what the plan says are not signed, nor anything but what payout \
      show showed where --identity names it. akash tx sign --multisig makes \
      the same signature of tx.json.

      Example: stipend payout sign payout-1 --key keys/member-1.json --out member-1.json
      """)

  @Argument(help: "The batch's folder.")
  var folder: String

  @Option(help: "The member's key file.")
  var key: String

  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var expected: ExpectedIdentity

  @Option(help: "The file for the signature.")
  var out: String

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let batch = try BatchFolder(folder)
    try Files.keepApart(input: batch.transactionPath, out: out)
    let payment = try batch.payment()
    let report = TxReport(batch.transaction, at: payment.position, isGroups: true)
    try expected.check(report, folder)
    try Files.write(try signature(batch, payment), to: out)
    if json {
      Terminal.write(report.json(folder))
    } else {
      for line in report.lines(folder) { print(line) }
      print("Signed: \(out)")
    }
  }

  /// The key lives in this call alone.
  private func signature(_ batch: BatchFolder, _ payment: PayoutTransaction) throws -> [UInt8] {
    let key = try passphrase.open(key)
    return try TxEnding.signing(folder) { () throws(SigningRefusal) in
      let part = try batch.transaction.partialSignature(
        by: key, for: batch.group, at: payment.position)
      return SignatureDocument.json([part]) + [10]
    }
  }
}
