import Encoding
import KeyFiles
import Keys
import Quantities

/// What is public of a key file, for people and for programs.
struct KeyReport {
  private let path: String
  private let file: KeyFile
  private let address: Address?
  private let isOpened: Bool

  /// Ends with code 2 where the prefix cannot begin an address.
  init(_ path: String, _ file: KeyFile, prefix: String, isOpened: Bool) throws {
    self.path = path
    self.file = file
    self.isOpened = isOpened
    do {
      address = try file.publicKey.accountAddress(prefix: prefix)
    } catch {
      switch error {
      case .notAWalletKey: address = nil
      case .prefix:
        throw Ending(
          2, error.code, "--prefix: \(error).", "Write the network's prefix, such as akash.")
      }
    }
  }

  /// Prints it.
  func show(json: Bool) {
    guard !json else { return Terminal.write(jsonBytes) }
    print("public key  \(file.publicKey)")
    print(
      "address     \(address.map(\.text) ?? "none: an ed25519 key is an author by its own text")")
    print("protection  \(file.isEncrypted ? "passphrase (\(file.protection))" : "none")")
    print("secret      \(isOpened ? "opens, and belongs to the public key" : "not opened")")
    print("file        \(path)")
  }

  private var jsonBytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("file", path)
      writer.field("algorithm", file.publicKey.algorithm.rawValue)
      writer.field("publicKey", file.publicKey.text)
      writer.key("address")
      if let address { writer.string(address.text) } else { writer.null() }
      writer.field("protection", file.protection)
      writer.field("opened", isOpened)
    }
    return writer.finish() + [10]
  }
}
