import Encoding
import Keys
import Quantities

/// The key that an account showed: a wallet's, or k of n wallets'.
enum AccountKey: Hashable, Sendable {
  case wallet(PublicKey)
  case multisig(threshold: Int, members: [PublicKey])

  /// The prefix of every account's address.
  static let prefix = "akash"

  init(_ message: ProtoMessage) throws(TransactionRefusal) {
    switch message.schema.name {
    case "cosmos.crypto.secp256k1.PubKey": self = .wallet(try Self.wallet(message))
    case "cosmos.crypto.multisig.LegacyAminoPubKey":
      var members: [PublicKey] = []
      for member in message.messages("public_keys") { members.append(try Self.wallet(member)) }
      let threshold = Int(UInt32(truncatingIfNeeded: message.number("threshold")))
      guard threshold > 0, threshold <= members.count else {
        throw .invalidKey("threshold \(threshold) of \(members.count)")
      }
      self = .multisig(threshold: threshold, members: members)
    default: throw .invalidKey("\(message.schema.typeURL) is no account's key")
    }
  }

  private static func wallet(_ message: ProtoMessage) throws(TransactionRefusal) -> PublicKey {
    guard message.schema.name == "cosmos.crypto.secp256k1.PubKey" else {
      throw .invalidKey("\(message.schema.typeURL) is no wallet's key")
    }
    do {
      return try PublicKey(algorithm: .secp256k1, bytes: message.bytes("key"))
    } catch {
      throw .invalidKey("\(error)")
    }
  }

  /// How many signatures it may come with.
  var signatureCount: Int {
    switch self {
    case .wallet: 1
    case .multisig(_, let members): members.count
    }
  }

  /// The account that it moves.
  var address: Address {
    let payload: [UInt8]
    switch self {
    case .wallet(let key): payload = Ripemd160.hash(Sha256.digest(of: key.bytes).bytes)
    case .multisig(let threshold, let members):
      // Amino's encoding: its prefix, the threshold, and each member with the prefix of its kind.
      var bytes: [UInt8] = [0x22, 0xC1, 0xF7, 0xE2, 0x08]
      var rest = threshold
      while rest >= 128 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
      for member in members { bytes += [0x12, 0x26, 0xEB, 0x5A, 0xE9, 0x87, 0x21] + member.bytes }
      payload = Array(Sha256.digest(of: bytes).bytes.prefix(20))
    }
    guard let address = try? Bech32.address(prefix: Self.prefix, payload: payload) else {
      preconditionFailure("Twenty bytes are an account.")
    }
    return address
  }

  /// As it stands in an account.
  var message: ProtoMessage {
    switch self {
    case .wallet(let key):
      return ProtoMessage("cosmos.crypto.secp256k1.PubKey", ["key": .bytes(key.bytes)])
    case .multisig(let threshold, let members):
      var message = ProtoMessage(
        "cosmos.crypto.multisig.LegacyAminoPubKey", ["threshold": .number(UInt64(threshold))])
      for member in members {
        message.append(.message(AccountKey.wallet(member).message), to: "public_keys")
      }
      return message
    }
  }
}
