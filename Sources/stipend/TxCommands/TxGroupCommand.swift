import ArgumentParser
import CosmosTx
import Keys

/// `stipend tx group`: the key of k of n members.
struct TxGroupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group",
    abstract: "Makes the key of a group of whom some must sign, and prints its address.",
    discussion: """
      Members are ordered by their addresses, as akash keys add --multisig does; --keep-order \
      keeps the order given, which makes another account. The file is what akash keys show \
      --pubkey prints.

      Example: stipend tx group --threshold 2 secp256k1:02… secp256k1:03… secp256k1:02… \
      --out treasury.json
      """)

  @Argument(help: "The members' public keys, as key show prints them.")
  var members: [String]

  @Option(help: "How many of them must sign.")
  var threshold: Int

  @Flag(help: "Keeps the order given.")
  var keepOrder = false

  @Option(help: "The file to write.")
  var out: String

  @Option(help: "How addresses of the network begin.")
  var prefix = "akash"

  func run() async throws {
    var wallets: [WalletKey] = []
    for text in members {
      let key = try Self.key(text)
      guard let wallet = WalletKey(key) else {
        throw Ending(
          2, "key-without-account", "\(text) is no wallet's key.",
          "Name keys that begin with secp256k1:.")
      }
      wallets.append(wallet)
    }
    let ordered = keepOrder ? wallets : MultisigKey.sorted(wallets)
    let group = try TxEnding.option("The group") { () throws(TxFault) in
      try MultisigKey(threshold: threshold, members: ordered)
    }
    let key = AccountKey.multisig(group)
    let address = try Self.address(key, prefix)
    try Files.write(key.json + [10], to: out)
    print(address.text)
  }

  private static func key(_ text: String) throws -> PublicKey {
    do throws(PublicKeyError) {
      return try PublicKey(text: text)
    } catch {
      throw Ending(2, error.code, "\(text): \(error).", "Copy the key as key show prints it.")
    }
  }

  private static func address(_ key: AccountKey, _ prefix: String) throws -> AccountAddress {
    do throws(Bech32Error) {
      return try key.address(prefix: prefix)
    } catch {
      throw Ending(2, "address-prefix", "--prefix: \(error).", "Write it as the network does.")
    }
  }
}
