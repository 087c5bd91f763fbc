import Application
import ArgumentParser
import Evidence
import Journal
import Keys
import Program
import Quantities

/// Who writes entries, who signs them, and where they go.
struct EntryDelivery: ParsableArguments {
  @Option(
    help: "Who says it: committee, an account, ed25519:…, or @FILE for a key file's own.")
  var author: String?

  @Option(help: "A key file that signs; once for each signer.")
  var key: [String] = []

  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var log: LogKeyOptions

  @Option(help: "A server that takes the signed entry and its files.")
  var to: String?

  @Option(help: "A file for the draft or the envelope, instead of logging it; files beside it.")
  var out: String?

  @Option(help: "How addresses of the network begin.")
  var prefix = "akash"

  /// The author that was named; a key file names its account, or its key where it has none.
  func namedAuthor() throws -> Author? {
    guard let author else { return nil }
    let text =
      author.hasPrefix("@") ? try Self.author(ofFile: author, prefix: prefix) : author
    guard let read = Author(text) else {
      throw Ending.unreadable(
        .optionValue, "--author \(author.prefix(80)) is nobody.",
        "Write committee, an account, ed25519: with 64 digits, or @FILE.")
    }
    return read
  }

  private static func author(ofFile text: String, prefix: String) throws -> String {
    let key = try IdentityArgument.publicKey(text)
    return key.hasPrefix("ed25519:")
      ? key : try IdentityArgument.address(text, prefix: prefix)
  }

  /// The author that was named, or the one whose key signs.
  func authorOrSigner() throws -> Author? {
    if let named = try namedAuthor() { return named }
    guard let first = key.first, key.count == 1 else { return nil }
    return Author(try Self.author(ofFile: "@" + first, prefix: prefix))
  }

  /// Opens the keys that sign.
  func signers() throws -> [SigningKey] { try key.map { try passphrase.open($0) } }
}
