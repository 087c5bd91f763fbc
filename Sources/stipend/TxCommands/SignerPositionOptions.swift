import ArgumentParser
import CosmosTx

/// What a signature is good for: one chain, one account, one turn.
struct SignerPositionOptions: ParsableArguments {
  @Option(help: "The chain, such as akashnet-2.")
  var chainID: String

  @Option(help: "The signing account's number on the chain.")
  var accountNumber: UInt64

  @Option(help: "How many transactions that account sent before this one.")
  var sequence: UInt64

  func position() throws -> SignerPosition {
    let chain = try TxEnding.option("--chain-id") { () throws(TxFault) in try ChainID(chainID) }
    return SignerPosition(chainID: chain, accountNumber: accountNumber, sequence: sequence)
  }
}

/// The same where it may be left out, wholly.
struct OptionalSignerPosition: ParsableArguments {
  @Option(help: "The chain, such as akashnet-2; with the two others, signatures are verified.")
  var chainID: String?

  @Option(help: "The signing account's number on the chain.")
  var accountNumber: UInt64?

  @Option(help: "How many transactions that account sent before this one.")
  var sequence: UInt64?

  func position() throws -> SignerPosition? {
    switch (chainID, accountNumber, sequence) {
    case (nil, nil, nil): return nil
    case (let chainID?, let accountNumber?, let sequence?):
      let chain = try TxEnding.option("--chain-id") { () throws(TxFault) in
        try ChainID(chainID)
      }
      return SignerPosition(chainID: chain, accountNumber: accountNumber, sequence: sequence)
    default:
      throw Ending.unreadable(
        .optionConflict, "--chain-id, --account-number and --sequence belong together.",
        "Name all three, or none.")
    }
  }
}
