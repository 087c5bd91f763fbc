/// Why a public key was refused.
public enum PublicKeyError: Error, Hashable, Sendable {
  /// The text does not begin with `ed25519:` or `secp256k1:`.
  case unknownAlgorithm
  /// What follows the algorithm is not pairs of lower-case hexadecimal digits.
  case notHexadecimal
  /// The bytes are not as many as the algorithm's keys have.
  case wrongLength(Int)
  /// A secp256k1 point written out in full, or in the hybrid form; one key has one form.
  case uncompressed
  /// An Ed25519 coordinate that is not below the prime: a second spelling of another key.
  case notCanonical
  /// No point of the curve has these coordinates.
  case notOnCurve
  /// An Ed25519 point of small order, for which signatures can be made without a secret.
  case smallOrder
}

extension PublicKeyError: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    switch self {
    case .unknownAlgorithm: "a key begins with ed25519: or secp256k1:"
    case .notHexadecimal: "a key is written in pairs of lower-case hexadecimal digits"
    case .wrongLength(let count):
      "a key has 32 bytes (ed25519) or 33 (secp256k1), this one has \(count)"
    case .uncompressed: "a secp256k1 key is written in its compressed form of 33 bytes"
    case .notCanonical: "the key is a second spelling: its coordinate is not below the prime"
    case .notOnCurve: "the key is no point of its curve"
    case .smallOrder: "the key is a point of small order, which anybody could sign for"
    }
  }
}

/// Why a key has no account address.
public enum AccountAddressError: Error, Hashable, Sendable {
  /// Only secp256k1 keys are those of Cosmos wallets.
  case notAWalletKey
  /// The prefix cannot begin an address.
  case prefix(Bech32Error)
}

extension AccountAddressError: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    switch self {
    case .notAWalletKey: "only a secp256k1 key has an account address"
    case .prefix(let error): "the prefix cannot begin an address: \(error)"
    }
  }
}
