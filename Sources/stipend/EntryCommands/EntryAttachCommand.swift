import Application
import ArgumentParser
import Encoding
import Foundation
import Keys
import Quantities

/// `stipend entry wallet`: what a wallet outside is asked to sign.
struct EntryWalletCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wallet",
    abstract: "Prints the document that a wallet signs for an entry (ADR-036).",
    discussion: """
      Keplr and Leap make the document themselves: give signArbitrary the bytes that --data-only \
      prints in base64. Whatever signs, compare what the wallet shows with these bytes, and bring \
      the signature back with entry attach.

      Example: stipend entry wallet draft.json --address akash1…
      Example: stipend entry wallet draft.json --address akash1… --data-only
      """)

  @Argument(help: "The draft or envelope.")
  var file: String

  @Option(help: "The wallet's account.")
  var address: String

  @Flag(help: "Prints the bytes for signArbitrary, in base64, instead of the document.")
  var dataOnly = false

  @Option(help: "How addresses of the network begin.")
  var prefix = "akash"

  func run() async throws {
    let signer = try AddressArgument.read(address, "--address")
    let paper = try EntryWording.paper(file, prefix: prefix)
    if dataOnly {
      print(Base64.text(paper.signedBytes))
    } else {
      Terminal.write(paper.walletDocument(signer: signer))
    }
  }
}

/// `stipend entry attach`: adds a signature that a wallet outside made.
struct EntryAttachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract: "Adds a signature that a wallet made elsewhere, after verifying it.",
    discussion: """
      Signature and key are what the wallet answers: base64 of 64 and of 33 bytes; the key may \
      also be written as key show does.

      Example: stipend entry attach draft.json --signature MEUC…== --pubkey A0Z3…Ww --out entry.json
      """)

  @Argument(help: "The draft or envelope.")
  var file: String

  @Option(help: "The signature, 64 bytes in base64.")
  var signature: String

  @Option(help: "The wallet's public key, 33 bytes in base64, or secp256k1: with 66 digits.")
  var pubkey: String

  @Option(help: "The file for the envelope.")
  var out: String

  @Option(help: "How addresses of the network begin.")
  var prefix = "akash"

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    try Files.keepApart(input: file, out: out)
    var paper = try EntryWording.paper(file, prefix: prefix)
    let key = try publicKey()
    let made = try madeSignature()
    try EntryWording.of(file) { () throws(EntryPaperRefusal) in try paper.attach(made, by: key) }
    try EntryReport.write(paper, to: out, from: file, json: json)
  }

  private func publicKey() throws -> PublicKey {
    do {
      if pubkey.contains(":") { return try PublicKey(text: pubkey) }
      guard let bytes = try? Base64.bytes(pubkey) else {
        throw Ending.unreadable(
          .optionValue, "--pubkey is no base64.", "Copy the wallet's whole answer.")
      }
      return try PublicKey(algorithm: .secp256k1, bytes: bytes)
    } catch let error as PublicKeyError {
      throw Ending(2, error.code, "--pubkey: \(error).", "Copy the wallet's whole answer.")
    }
  }

  private func madeSignature() throws -> Signature {
    guard let bytes = try? Base64.bytes(signature) else {
      throw Ending.unreadable(
        .optionValue, "--signature is no base64.", "Copy the wallet's whole answer.")
    }
    do {
      return try Signature(bytes)
    } catch {
      throw Ending(2, error.code, "--signature: \(error).", "Give r and s, 64 bytes.")
    }
  }
}
