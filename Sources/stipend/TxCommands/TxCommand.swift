import ArgumentParser

/// `stipend tx`: transactions from files to files.
struct TxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tx",
    abstract: "Shows, signs and combines transactions; files in, files out, no network.",
    discussion: """
      The files are those of the network's own tools: unsigned JSON as akash tx … --generate-only \
      prints it, signatures as akash tx sign --multisig prints them.

      Example: stipend tx show batch.json
      """,
    subcommands: [
      TxShowCommand.self, TxEncodeCommand.self, TxSignCommand.self, TxCombineCommand.self,
      TxGroupCommand.self,
    ])
}
