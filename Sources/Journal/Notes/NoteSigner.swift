public import Keys
public import Quantities

/// A secret key that signs notes under a name.
public struct NoteSigner: Sendable {
  /// The public side.
  public let verifier: VerifierKey
  private let key: SigningKey

  /// Names an Ed25519 key; throws `keyAlgorithm` for any other.
  public init(
    name: NoteName, purpose: VerifierKey.Purpose, key: SigningKey
  ) throws(NoteRefusal) {
    verifier = try VerifierKey(name: name, purpose: purpose, key: key.publicKey)
    self.key = key
  }

  /// Signs a note's text; a witness also the time at which it does.
  public func sign(_ text: [UInt8], at time: Timestamp) -> NoteSignature {
    let bytes =
      switch verifier.purpose {
      case .note: key.sign(text).bytes
      case .cosignature:
        bigEndian(UInt64(time.seconds))
          + key.sign(Cosignature.message(text: text, time: time)).bytes
      }
    return NoteSignature(name: verifier.name, keyID: verifier.id, bytes: bytes)
  }

  /// Signs a note's text as its author.
  public func sign(_ text: [UInt8]) -> NoteSignature {
    precondition(verifier.purpose == .note, "A witness states the time.")
    return sign(text, at: .earliest)
  }
}
