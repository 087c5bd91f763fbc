import ArgumentParser
import CosmosTx
import Keys

/// `stipend tx sign`: signs as the account, or as one member of a group.
struct TxSignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Shows what a transaction does, signs it, and writes what was signed.",
    discussion: """
      Needs nothing but the file and the key, so that the machine may be on no network. With \
      --group it writes one member's signature, in the form that akash tx sign --multisig prints; \
      tx combine puts those together. With --identity nothing but what tx show showed is signed.

      Example: stipend tx sign tx.json --key keys/treasury.json --chain-id akashnet-2 \
      --account-number 7 --sequence 3 --out signed.json
      Example: stipend tx sign tx.json --key keys/member-1.json --group treasury.json \
      --chain-id akashnet-2 --account-number 7 --sequence 3 --out member-1.json
      """)

  @Argument(help: "The unsigned transaction.")
  var file: String

  @Option(help: "The key file that signs.")
  var key: String

  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var position: SignerPositionOptions
  @OptionGroup var expected: ExpectedIdentity

  @Option(help: "The group's key, for which one member signs.")
  var group: String?

  @Flag(help: "Signs amino JSON, as hardware wallets do; members of a group always do.")
  var amino = false

  @Option(help: "The file to write.")
  var out: String

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    try Files.keepApart(input: file, out: out)
    let position = try position.position()
    let transaction = try TxEnding.transaction(file)
    try TxEnding.check(transaction, file)
    let group = try group.map(TxEnding.group)
    let (signed, written) = try signed(transaction, group, position)
    let report = TxReport(signed, at: position, isGroups: group != nil)
    try expected.check(report, file)
    try Files.write(written, to: out)
    if json {
      Terminal.write(report.json(file))
    } else {
      for line in report.lines(file) { print(line) }
      print("Signed: \(out)")
    }
  }

  /// What is reported, and what is written; a member's part is no transaction. The key lives in
  /// this call alone.
  private func signed(
    _ transaction: Transaction, _ group: MultisigKey?, _ position: SignerPosition
  ) throws -> (Transaction, [UInt8]) {
    let key = try passphrase.open(key)
    return try TxEnding.signing(file) { () throws(SigningRefusal) in
      if let group {
        let part = try transaction.partialSignature(by: key, for: group, at: position)
        return (transaction, SignatureDocument.json([part]) + [10])
      }
      let mode = amino ? SignMode.aminoJSON : .direct
      let signed = try transaction.signed(by: key, mode: mode, at: position)
      return (signed, signed.json + [10])
    }
  }
}
