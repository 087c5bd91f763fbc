import Encoding
public import Keys

/// The `keyid` of an envelope's signature: an algorithm and a public key, in its one spelling.
///
/// Whether the bytes are a point of the curve is asked when a signature is verified, once a key.
public struct KeyID: Hashable, Sendable {
  /// The algorithm.
  public let algorithm: KeyAlgorithm
  /// The public key's bytes, of the algorithm's length.
  public let bytes: [UInt8]

  /// The id of a key.
  public init(_ key: PublicKey) {
    algorithm = key.algorithm
    bytes = key.bytes
  }

  /// Reads `ed25519:` and 64 lower-case hexadecimal digits, or `secp256k1:` and 66; else nil.
  public init?(_ text: String) {
    for algorithm in KeyAlgorithm.allCases {
      let prefix = algorithm.rawValue + ":"
      guard text.utf8.starts(with: prefix.utf8) else { continue }
      guard text.utf8.count == prefix.utf8.count + 2 * algorithm.publicKeyBytes,
        let bytes = try? Hex.bytes(
          String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
      else { return nil }
      self.algorithm = algorithm
      self.bytes = bytes
      return
    }
    return nil
  }

  /// As it is written.
  public var text: String { "\(algorithm.rawValue):\(Hex.text(bytes))" }

  /// The key, checked to be a point of its curve.
  public func publicKey() throws(PublicKeyError) -> PublicKey {
    try PublicKey(algorithm: algorithm, bytes: bytes)
  }
}

extension KeyID: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
