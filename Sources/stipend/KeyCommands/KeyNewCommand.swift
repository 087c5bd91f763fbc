import ArgumentParser
import KeyFiles
import Keys

/// `stipend key new`.
struct KeyNewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Makes a key and writes it to a file for its owner alone.",
    discussion: """
      Asks for a passphrase, unless a file or an environment variable holds it. The secret is \
      never printed.

      Example: stipend key new --kind ed25519 --out stipend-data/keys/operator.json
      Example: stipend key new --kind secp256k1 --out keys/wallet.json --passphrase-env WALLET
      """)

  @Option(help: "ed25519 (operator, witness, observer, committee) or secp256k1 (a Cosmos wallet).")
  var kind: KeyKind

  @OptionGroup var output: KeyOutput

  @Option(help: "How addresses of the network begin.")
  var prefix = "akash"

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    CoreFiles.forbid()
    let file = try output.write(fresh())
    try KeyReport(output.path, file, prefix: prefix, isOpened: true).show(json: json)
  }

  /// A key from fresh random bytes; one draw in 2^128 is no secp256k1 secret and is drawn again.
  private func fresh() -> SigningKey {
    while true {
      var secret = Chance.bytes(SigningKey.secretBytes)
      defer { Wipe.overwrite(&secret) }
      if let key = try? SigningKey(algorithm: kind.algorithm, secret: secret) { return key }
    }
  }
}
