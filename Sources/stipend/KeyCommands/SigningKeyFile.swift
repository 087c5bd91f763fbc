import ArgumentParser
import KeyFiles
import Keys

/// Where the passphrase of a key file comes from, as every command that signs takes it.
struct PassphraseOptions: ParsableArguments {
  @Option(help: "A file, for its owner alone, whose one line is the key's passphrase.")
  var passphraseFile: String?

  @Option(
    name: .customLong("passphrase-env"), help: "The NAME of an environment variable that holds it.")
  var passphraseEnvironment: String?

  /// Opens a key file; a passphrase that is needed and not named is asked for.
  func open(_ path: String) throws -> SigningKey {
    CoreFiles.forbid()
    let bytes = try KeyEnding.of { () throws(OwnerOnlyError) in
      try OwnerOnlyFile.read(path, limitBytes: KeyFile.limitBytes)
    }
    let file = try KeyEnding.of(path) { () throws(KeyFileError) in try KeyFile(decoding: bytes) }
    let named = try PassphraseSource.named(
      file: passphraseFile, environment: passphraseEnvironment)
    let passphrase = try (named ?? (file.isEncrypted ? .prompt : nil))?.passphrase(isNew: false)
    return try KeyEnding.of(path) { () throws(KeyFileError) in try file.open(passphrase) }
  }
}
