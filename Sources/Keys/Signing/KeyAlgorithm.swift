/// The signature schemes that a key can be of.
public enum KeyAlgorithm: String, Hashable, Sendable, CaseIterable {
  /// Ed25519 (RFC 8032), pure, over the message itself.
  case ed25519
  /// ECDSA over secp256k1 with SHA-256, as Cosmos wallets sign.
  case secp256k1

  /// The length of a public key: 32 bytes, or 33 for a compressed point.
  public var publicKeyBytes: Int {
    switch self {
    case .ed25519: 32
    case .secp256k1: 33
    }
  }
}
