import ArgumentParser
import Foundation
import KeyFiles
import Keys

/// Where a new key goes, and how it is protected there.
struct KeyOutput: ParsableArguments {
  @Option(name: .customLong("out"), help: "The file to make; one that is there is refused.")
  var path: String

  @Option(help: "A file, for its owner alone, whose one line is the passphrase.")
  var passphraseFile: String?

  @Option(
    name: .customLong("passphrase-env"), help: "The NAME of an environment variable that holds it.")
  var passphraseEnvironment: String?

  @Flag(help: "Writes the secret unencrypted: then only the file's permissions protect it.")
  var noPassphrase = false

  /// Writes the key, encrypted unless it was asked not to be.
  func write(_ key: SigningKey) throws -> KeyFile {
    let file = try sealed(key)
    try KeyEnding.of { () throws(OwnerOnlyError) in
      try OwnerOnlyFile.create(
        file.bytes, at: path, mark: String(ProcessInfo.processInfo.processIdentifier))
    }
    return file
  }

  private func sealed(_ key: SigningKey) throws -> KeyFile {
    let source = try PassphraseSource.named(
      file: passphraseFile, environment: passphraseEnvironment)
    guard !noPassphrase else {
      guard source == nil else {
        throw Ending.unreadable(
          .optionConflict, "--no-passphrase and a passphrase exclude each other.",
          "Leave one of them out.")
      }
      return KeyFile(unencrypted: key)
    }
    let passphrase = try (source ?? .prompt).passphrase(isNew: true)
    return KeyFile(
      key, passphrase: passphrase, salt: Chance.bytes(16), nonce: Chance.bytes(12))
  }
}
