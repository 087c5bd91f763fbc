import Crypto

/// A secret key. It is never printed, compared or encoded; its memory is overwritten when the last
/// copy goes, as far as swift-crypto keeps it.
///
/// What it does not do: it does not lock memory against swapping, and copies that the system or an
/// earlier reader of the bytes made are theirs to wipe.
public struct SigningKey: Sendable {
  /// The length of every secret: Ed25519's seed, secp256k1's number.
  public static let secretBytes = 32

  /// The public key that belongs to it.
  public let publicKey: PublicKey
  private let secret: SymmetricKey
  private let ed25519: Curve25519.Signing.PrivateKey?

  /// Takes 32 secret bytes; secp256k1 refuses zero and what is not below the group's order.
  public init(
    algorithm: KeyAlgorithm, secret: UnsafeRawBufferPointer
  ) throws(SigningKeyError) {
    guard secret.count == Self.secretBytes else { throw .wrongLength(secret.count) }
    let kept = SymmetricKey(data: secret)
    self.secret = kept
    switch algorithm {
    case .ed25519:
      do {
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: kept)
        ed25519 = key
        publicKey = PublicKey(checked: .ed25519, Array(key.publicKey.rawRepresentation))
      } catch {
        preconditionFailure("Every 32 bytes are a seed.")
      }
    case .secp256k1:
      guard Secp256k1.isSecret(secret) else { throw .outOfRange }
      ed25519 = nil
      publicKey = PublicKey(checked: .secp256k1, Secp256k1.publicKey(kept))
    }
  }

  /// Takes 32 secret bytes from an array, which the caller should not keep.
  public init(algorithm: KeyAlgorithm, secret: [UInt8]) throws(SigningKeyError) {
    var outcome: Result<SigningKey, SigningKeyError> = .failure(.wrongLength(secret.count))
    secret.withUnsafeBytes { bytes in
      outcome = Result { () throws(SigningKeyError) in
        try SigningKey(algorithm: algorithm, secret: bytes)
      }
    }
    self = try outcome.get()
  }

  /// Its signature scheme.
  public var algorithm: KeyAlgorithm { publicKey.algorithm }

  /// Signs a message: the same bytes each time, so that no chance is needed.
  ///
  /// Ed25519 as RFC 8032; secp256k1 over SHA-256 with RFC 6979's nonce and low s.
  public func sign(_ message: [UInt8]) -> Signature {
    do {
      guard let ed25519 else {
        return try Signature(Secp256k1.sign(Sha256.digest(of: message), by: secret))
      }
      return try Signature(Array(ed25519.signature(for: message)))
    } catch {
      preconditionFailure("Every key signs every message in 64 bytes.")
    }
  }

  /// Lends the secret bytes, for writing them into a key file and for nothing else.
  public func withSecretBytes<Value, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    var outcome: Result<Value, Failure>?
    secret.withUnsafeBytes { bytes in
      outcome = Result { () throws(Failure) in try body(bytes) }
    }
    guard let outcome else { preconditionFailure("The body ran.") }
    return try outcome.get()
  }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The public key, and that there is a secret.
  public var description: String { "SigningKey(\(publicKey.text), secret withheld)" }

  /// The same as `description`.
  public var debugDescription: String { description }

  /// Shows the public key alone.
  public var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey.text]) }
}

/// Why secret bytes are no key.
public enum SigningKeyError: Error, Hashable, Sendable {
  /// A secret has 32 bytes.
  case wrongLength(Int)
  /// A secp256k1 secret is not zero and lies below the order of the group.
  case outOfRange
}

extension SigningKeyError: CustomStringConvertible {
  /// The rule in words, without the bytes.
  public var description: String {
    switch self {
    case .wrongLength(let count): "a secret key has 32 bytes, this one has \(count)"
    case .outOfRange: "the secret is no number that secp256k1 takes: zero, or too large"
    }
  }
}
