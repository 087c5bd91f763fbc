import ArgumentParser
import KeyFiles
import Keys

/// `stipend key show`.
struct KeyShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows a key file's public key, address and protection; never the secret.",
    discussion: """
      Needs no passphrase; with one it also checks that the file opens.

      Example: stipend key show stipend-data/keys/operator.json
      Example: stipend key show keys/wallet.json --prefix akash --json
      """)

  @Argument(help: "The key file.")
  var path: String

  @Option(help: "A file, for its owner alone, whose one line is the passphrase.")
  var passphraseFile: String?

  @Option(
    name: .customLong("passphrase-env"), help: "The NAME of an environment variable that holds it.")
  var passphraseEnvironment: String?

  @Option(help: "How addresses of the network begin.")
  var prefix = "akash"

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    CoreFiles.forbid()
    let bytes = try KeyEnding.of { () throws(OwnerOnlyError) in
      try OwnerOnlyFile.read(path, limitBytes: KeyFile.limitBytes)
    }
    let file = try KeyEnding.of(path) { () throws(KeyFileError) in try KeyFile(decoding: bytes) }
    let source = try PassphraseSource.named(
      file: passphraseFile, environment: passphraseEnvironment)
    let opens = source != nil || !file.isEncrypted
    if opens {
      let passphrase = try source?.passphrase(isNew: false)
      _ = try KeyEnding.of(path) { () throws(KeyFileError) in try file.open(passphrase) }
    }
    try KeyReport(path, file, prefix: prefix, isOpened: opens).show(json: json)
  }
}
