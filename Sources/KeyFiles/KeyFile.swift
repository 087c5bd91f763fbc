import Crypto
import Encoding
public import Keys

/// A key file (docs/reference/keys.md): the public key in the clear, the secret either in the clear
/// or sealed by a passphrase.
public struct KeyFile: Sendable {
  /// The longest file that is read.
  public static let limitBytes = 4_096

  /// How the secret is protected, and what is needed besides the passphrase to open it.
  enum Sealing: Sendable {
    case none(secret: [UInt8])
    case passphrase(cost: ScryptCost, salt: [UInt8], nonce: [UInt8], sealed: [UInt8])
  }

  /// The public key, readable without a passphrase; it is checked against the secret on opening.
  public let publicKey: PublicKey
  let sealing: Sealing

  init(publicKey: PublicKey, sealing: Sealing) {
    self.publicKey = publicKey
    self.sealing = sealing
  }

  /// Whether a passphrase is needed to open it.
  public var isEncrypted: Bool {
    switch sealing {
    case .none: false
    case .passphrase: true
    }
  }

  /// The protection in words that programs may compare: `none` or the names of the two schemes.
  public var protection: String {
    switch sealing {
    case .none: "none"
    case .passphrase: "scrypt+chacha20-poly1305"
    }
  }
}

extension KeyFile {
  /// A file without encryption, which only its permissions protect.
  public init(unencrypted key: SigningKey) {
    self.init(
      publicKey: key.publicKey, sealing: .none(secret: key.withSecretBytes { Array($0) }))
  }

  /// A file sealed by a passphrase. Salt (16 bytes) and nonce (12) must be drawn afresh.
  public init(
    _ key: SigningKey, passphrase: Passphrase, cost: ScryptCost = .standard, salt: [UInt8],
    nonce: [UInt8]
  ) {
    precondition(salt.count == 16 && nonce.count == 12, "Salt and nonce have fixed lengths.")
    let cipherKey = passphrase.derivedKey(salt: salt, cost: cost)
    do {
      let box = try key.withSecretBytes { secret in
        try ChaChaPoly.seal(
          secret, using: cipherKey, nonce: ChaChaPoly.Nonce(data: nonce),
          authenticating: Self.associated(key.publicKey))
      }
      self.init(
        publicKey: key.publicKey,
        sealing: .passphrase(
          cost: cost, salt: salt, nonce: nonce, sealed: Array(box.ciphertext) + Array(box.tag)))
    } catch {
      preconditionFailure("Thirty-two bytes can be sealed.")
    }
  }

  /// The secret key, checked to be the one of the public key.
  public func open(_ passphrase: Passphrase?) throws(KeyFileError) -> SigningKey {
    var secret = try secretBytes(passphrase)
    defer { Wipe.overwrite(&secret) }
    let key: SigningKey
    do {
      key = try SigningKey(algorithm: publicKey.algorithm, secret: secret)
    } catch {
      throw .secret(error)
    }
    guard key.publicKey == publicKey else { throw .anotherPublicKey }
    return key
  }

  private func secretBytes(_ passphrase: Passphrase?) throws(KeyFileError) -> [UInt8] {
    switch sealing {
    case .none(let secret): return secret
    case .passphrase(let cost, let salt, let nonce, let sealed):
      guard let passphrase else { throw .passphraseNeeded }
      do {
        let box = try ChaChaPoly.SealedBox(
          nonce: ChaChaPoly.Nonce(data: nonce), ciphertext: sealed.dropLast(16),
          tag: sealed.suffix(16))
        return try Array(
          ChaChaPoly.open(
            box, using: passphrase.derivedKey(salt: salt, cost: cost),
            authenticating: Self.associated(publicKey)))
      } catch {
        throw .notOpened
      }
    }
  }

  /// What the seal covers besides the secret: the format and the public key.
  private static func associated(_ publicKey: PublicKey) -> [UInt8] {
    Array("stipend-key/1 \(publicKey.text)".utf8)
  }
}

extension KeyFile: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The public key and the protection.
  public var description: String { "KeyFile(\(publicKey.text), protection \(protection))" }

  /// The same as `description`.
  public var debugDescription: String { description }

  /// Shows the public key alone.
  public var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey.text]) }
}
