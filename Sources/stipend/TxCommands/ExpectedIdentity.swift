import ArgumentParser

/// What the signer saw and means to sign: a file may be swapped between showing and signing.
struct ExpectedIdentity: ParsableArguments {
  @Option(help: "The identity that was shown; anything else is not signed.")
  var identity: String?

  /// Ends with code 1 where another transaction would be signed.
  func check(_ report: TxReport, _ path: String) throws {
    guard let identity, identity != report.identity else { return }
    throw Ending(
      1, "tx-another-identity",
      "\(path): what would be signed is \(report.identity ?? "not known"), and not \(identity).",
      "Show the file again, and find out who changed it or how it is to be signed.")
  }
}
