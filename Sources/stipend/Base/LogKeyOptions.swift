import ArgumentParser
import Foundation
import KeyFiles
import Keys
import Quantities

/// The key of a data folder's log, with a passphrase of its own.
struct LogKeyOptions: ParsableArguments {
  @Option(help: "The key file of the log's key (default: keys/log.json of the data folder).")
  var logKey: String?

  @Option(help: "A file, for its owner alone, whose one line is the passphrase of the log's key.")
  var logPassphraseFile: String?

  @Option(
    name: .customLong("log-passphrase-env"),
    help: "The NAME of an environment variable that holds it.")
  var logPassphraseEnvironment: String?

  /// Where the key lies.
  func path(in folder: String) -> String { logKey ?? "\(folder)/keys/log.json" }

  /// Opens the key.
  func open(in folder: String) throws -> SigningKey {
    let path = path(in: folder)
    var options = PassphraseOptions()
    options.passphraseFile = logPassphraseFile
    options.passphraseEnvironment = logPassphraseEnvironment
    return try options.open(path)
  }

  /// Opens the key, or makes it where there is none.
  func openOrMake(in folder: String, noPassphrase: Bool) throws -> SigningKey {
    let path = path(in: folder)
    guard !FileManager.default.fileExists(atPath: path) else { return try open(in: folder) }
    CoreFiles.forbid()
    // A key file makes one level of folders; the data folder is the other.
    if logKey == nil { try EntryDesk.makeFolder(folder) }
    var secret = Chance.bytes(SigningKey.secretBytes)
    defer { Wipe.overwrite(&secret) }
    guard let key = try? SigningKey(algorithm: .ed25519, secret: secret) else {
      preconditionFailure("Every 32 bytes are an Ed25519 secret.")
    }
    let output = KeyOutput.to(
      path, passphraseFile: logPassphraseFile, environment: logPassphraseEnvironment,
      noPassphrase: noPassphrase)
    _ = try output.write(key)
    return key
  }
}

extension KeyOutput {
  /// The same as if its options had been typed.
  static func to(
    _ path: String, passphraseFile: String?, environment: String?, noPassphrase: Bool
  ) -> KeyOutput {
    var output = KeyOutput()
    output.path = path
    output.passphraseFile = passphraseFile
    output.passphraseEnvironment = environment
    output.noPassphrase = noPassphrase
    return output
  }
}

/// Who somebody is, as it is typed: a text, or `@FILE` for what is public of a key file.
enum IdentityArgument {
  /// The key's text; no passphrase is needed.
  static func publicKey(_ text: String) throws -> String {
    guard text.hasPrefix("@") else { return text }
    return try file(String(text.dropFirst())).publicKey.text
  }

  /// The account of a wallet's key file.
  static func address(_ text: String, prefix: String) throws -> String {
    guard text.hasPrefix("@") else { return text }
    let path = String(text.dropFirst())
    do {
      return try file(path).publicKey.accountAddress(prefix: prefix).text
    } catch let error as AccountAddressError {
      throw Ending(1, error.code, "\(path): \(error).", "Name the key file of a wallet.")
    }
  }

  private static func file(_ path: String) throws -> KeyFile {
    let bytes = try KeyEnding.of { () throws(OwnerOnlyError) in
      try OwnerOnlyFile.read(path, limitBytes: KeyFile.limitBytes)
    }
    return try KeyEnding.of(path) { () throws(KeyFileError) in try KeyFile(decoding: bytes) }
  }
}
