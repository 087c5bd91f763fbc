import CSecp256k1
import Crypto
import Encoding
public import Quantities

/// A public key that is a point of its curve, with one accepted text and one accepted byte form.
public struct PublicKey: Hashable, Sendable {
  /// Its signature scheme.
  public let algorithm: KeyAlgorithm
  /// 32 bytes of Ed25519, 33 of a compressed secp256k1 point.
  public let bytes: [UInt8]

  /// Decodes a key and checks that it is a point: canonical and of full order for Ed25519,
  /// compressed for secp256k1.
  public init(
    algorithm: KeyAlgorithm, bytes: some Collection<UInt8>
  ) throws(PublicKeyError) {
    let bytes = Array(bytes)
    switch algorithm {
    case .ed25519:
      guard bytes.count == algorithm.publicKeyBytes else { throw .wrongLength(bytes.count) }
      try Ed25519Point.check(bytes)
    case .secp256k1:
      if bytes.count == 65, let first = bytes.first, [4, 6, 7].contains(first) {
        throw .uncompressed
      }
      guard bytes.count == algorithm.publicKeyBytes else { throw .wrongLength(bytes.count) }
      guard Secp256k1.isPoint(bytes) else { throw .notOnCurve }
    }
    self.init(checked: algorithm, bytes)
  }

  /// Reads `ed25519:` and 64 lower-case hexadecimal digits, or `secp256k1:` and 66.
  public init(text: String) throws(PublicKeyError) {
    let characters = text.utf8
    guard let colon = characters.firstIndex(of: UInt8(ascii: ":")) else {
      throw .unknownAlgorithm
    }
    let name = characters[..<colon]
    guard
      let algorithm = KeyAlgorithm.allCases.first(where: { $0.rawValue.utf8.elementsEqual(name) })
    else { throw .unknownAlgorithm }
    let digits = text[characters.index(after: colon)...]
    guard digits.utf8.count <= 2 * 65 else { throw .wrongLength(digits.utf8.count / 2) }
    let bytes: [UInt8]
    do {
      bytes = try Hex.bytes(String(digits))
    } catch {
      throw .notHexadecimal
    }
    try self.init(algorithm: algorithm, bytes: bytes)
  }

  /// Wraps bytes that a signing key gave.
  init(checked algorithm: KeyAlgorithm, _ bytes: [UInt8]) {
    self.algorithm = algorithm
    self.bytes = bytes
  }

  /// `ed25519:` or `secp256k1:` and the bytes in hexadecimal: also the `keyid` of an envelope.
  public var text: String { "\(algorithm.rawValue):\(Hex.text(bytes))" }
}

extension PublicKey {
  /// Throws unless the signature is of this message by this key.
  ///
  /// Ed25519 signs the message itself; secp256k1 its SHA-256. Cosmos wallets sign messages by
  /// `verifyADR036` instead.
  public func verify(
    _ signature: Signature, of message: [UInt8]
  ) throws(SignatureError) {
    switch algorithm {
    case .ed25519: try verifyEd25519(signature, message)
    case .secp256k1:
      try Secp256k1.verify(signature, ofDigest: Sha256.digest(of: message), by: bytes)
    }
  }

  /// BoringSSL's equation, without cofactor: R must be the bytes of [S]B − [k]A, and S reduced.
  private func verifyEd25519(
    _ signature: Signature, _ message: [UInt8]
  ) throws(SignatureError) {
    guard Ed25519Point.isReducedScalar(signature.bytes[32...]) else { throw .notReduced }
    let isValid: Bool
    do {
      let key = try Curve25519.Signing.PublicKey(rawRepresentation: bytes)
      isValid = key.isValidSignature(signature.bytes, for: message)
    } catch {
      preconditionFailure("A checked key has 32 bytes, which is all that is asked here.")
    }
    guard isValid else { throw .mismatch }
  }
}

extension PublicKey {
  /// The account that a Cosmos wallet has with this key: bech32 of RIPEMD-160 of SHA-256.
  ///
  /// An Ed25519 key has no account: as an author it is written by its text.
  public func accountAddress(prefix: String) throws(AccountAddressError) -> Address {
    guard algorithm == .secp256k1 else { throw .notAWalletKey }
    do {
      return try Bech32.address(prefix: prefix, payload: accountBytes)
    } catch {
      throw .prefix(error)
    }
  }

  /// RIPEMD-160 of SHA-256 of the key: the 20 bytes inside a wallet's address.
  var accountBytes: [UInt8] { Ripemd160.hash(Sha256.digest(of: bytes).bytes) }
}

extension PublicKey: Comparable {
  /// By algorithm, then by bytes.
  public static func < (left: PublicKey, right: PublicKey) -> Bool {
    left.algorithm == right.algorithm
      ? left.bytes.lexicographicallyPrecedes(right.bytes)
      : left.algorithm.rawValue.utf8.lexicographicallyPrecedes(right.algorithm.rawValue.utf8)
  }
}

extension PublicKey: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
