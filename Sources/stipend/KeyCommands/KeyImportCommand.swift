import ArgumentParser
import Encoding
import Foundation
import KeyFiles
import Keys

/// `stipend key import`.
struct KeyImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Takes in a secret of 64 hexadecimal digits, or a key file under another passphrase.",
    discussion: """
      The source is a file for its owner alone, or - for standard input; a secret is never given \
      as an argument. The source is left as it is: destroy it when the new file opens.

      Example: stipend key import secret.hex --kind secp256k1 --out keys/wallet.json
      Example: stipend key import keys/old.json --source-passphrase-env OLD --out keys/new.json
      """)

  @Argument(help: "A file with 64 hexadecimal digits, a key file, or - for standard input.")
  var source: String

  @Option(help: "ed25519 or secp256k1; needed for digits, said already by a key file.")
  var kind: KeyKind?

  @OptionGroup var output: KeyOutput

  @Option(help: "A file, for its owner alone, with the passphrase of the source.")
  var sourcePassphraseFile: String?

  @Option(
    name: .customLong("source-passphrase-env"),
    help: "The NAME of an environment variable with the passphrase of the source.")
  var sourcePassphraseEnvironment: String?

  @Option(help: "How addresses of the network begin.")
  var prefix = "akash"

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    guard !Self.mayBeSecret(source) else {
      throw Ending(
        2, "secret-as-argument", "The source is the name of a file, not the secret itself.",
        "Others can read arguments: consider that secret known, and take another.")
    }
    CoreFiles.forbid()
    var bytes = try sourceBytes()
    defer { Wipe.overwrite(&bytes) }
    let key = bytes.first == UInt8(ascii: "{") ? try keyOfFile(bytes) : try keyOfDigits(bytes)
    let file = try output.write(key)
    try KeyReport(output.path, file, prefix: prefix, isOpened: true).show(json: json)
  }

  /// Whether an argument looks like the secret itself; no message may repeat it.
  private static func mayBeSecret(_ argument: String) -> Bool {
    argument.utf8.count >= 64 && argument.allSatisfy { $0.isHexDigit || $0 == "x" }
  }

  private func sourceBytes() throws -> [UInt8] {
    guard source == "-" else {
      return try KeyEnding.of { () throws(OwnerOnlyError) in
        try OwnerOnlyFile.read(source, limitBytes: KeyFile.limitBytes)
      }
    }
    do {
      let data = try FileHandle.standardInput.read(upToCount: KeyFile.limitBytes + 1) ?? Data()
      return [UInt8](data)
    } catch {
      throw Ending.unreadable(
        .fileUnreadable, "Standard input cannot be read: \(error.localizedDescription).",
        "Name a file.")
    }
  }

  private func keyOfDigits(_ bytes: [UInt8]) throws -> SigningKey {
    guard let kind else {
      throw Ending.unreadable(
        .optionConflict, "Digits do not say of which algorithm they are.", "Name --kind.")
    }
    var digits = bytes[...]
    if digits.last == UInt8(ascii: "\n") { digits.removeLast() }
    if digits.last == UInt8(ascii: "\r") { digits.removeLast() }
    guard digits.count == 64, var secret = try? Hex.bytes(String(decoding: digits, as: UTF8.self))
    else {
      throw Ending(
        2, "secret-form",
        "The source holds neither a key file nor 64 lower-case hexadecimal digits.",
        "Check what it holds.")
    }
    defer { Wipe.overwrite(&secret) }
    do {
      return try SigningKey(algorithm: kind.algorithm, secret: secret)
    } catch {
      throw Ending(1, error.code, "The source: \(error).", "Take another secret.")
    }
  }

  private func keyOfFile(_ bytes: [UInt8]) throws -> SigningKey {
    let file = try KeyEnding.of("the source") { () throws(KeyFileError) in
      try KeyFile(decoding: bytes)
    }
    guard kind == nil || kind?.algorithm == file.publicKey.algorithm else {
      throw Ending(
        1, "key-kind-differs", "The source is a key of \(file.publicKey.algorithm.rawValue).",
        "Leave --kind out.")
    }
    var from = try PassphraseSource.named(
      file: sourcePassphraseFile, environment: sourcePassphraseEnvironment)
    if from == nil, file.isEncrypted, HiddenPrompt.isPossible { from = .prompt }
    let passphrase = try from?.passphrase(isNew: false)
    return try KeyEnding.of("the source") { () throws(KeyFileError) in try file.open(passphrase) }
  }
}
