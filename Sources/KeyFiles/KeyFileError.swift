public import Keys

/// Why a key file was refused; no case carries a secret.
public enum KeyFileError: Error, Hashable, Sendable {
  /// It is not strict JSON; the place, and nothing of what stands there.
  case json(line: Int, column: Int)
  /// A field is missing, unknown, or not in its form.
  case field(String)
  /// It is encrypted, and no passphrase was given.
  case passphraseNeeded
  /// The passphrase is another one, or the file was altered: the seal cannot tell which.
  case notOpened
  /// The secret is no key of its algorithm.
  case secret(SigningKeyError)
  /// The secret belongs to another public key than the one that stands beside it.
  case anotherPublicKey
}

extension KeyFileError: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    switch self {
    case .json(let line, let column):
      "it is not strict JSON at line \(line), column \(column), so no key file"
    case .field(let what): "it is no key file: \(what)"
    case .passphraseNeeded: "the key is encrypted; a passphrase is needed"
    case .notOpened: "the passphrase is not the one of this file, or the file was altered"
    case .secret(let error): "the file holds no usable secret: \(error)"
    case .anotherPublicKey: "the secret belongs to another public key than the file says"
    }
  }

  /// What to do.
  public var advice: String {
    switch self {
    case .json, .field, .secret: "Restore the file from a copy."
    case .passphraseNeeded: "Name its passphrase's file or environment variable."
    case .notOpened: "Try the right passphrase, then a copy of the file."
    case .anotherPublicKey: "Do not use it: somebody altered it."
    }
  }

  /// The stable name of the refusal (docs/reference/errors.md).
  public var code: String {
    switch self {
    case .json: "key-file-json"
    case .field: "key-file-field"
    case .passphraseNeeded: "key-file-passphrase-needed"
    case .notOpened: "key-file-not-opened"
    case .secret: "key-file-secret"
    case .anotherPublicKey: "key-file-another-public-key"
    }
  }
}
