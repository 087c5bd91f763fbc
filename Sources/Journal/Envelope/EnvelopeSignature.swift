public import Keys

/// One signature of an envelope.
public struct EnvelopeSignature: Hashable, Sendable {
  /// Who signed.
  public let signer: KeyID
  /// The 64 bytes.
  public let signature: Signature

  /// Joins a signer and a signature, which is not verified here.
  public init(signer: KeyID, signature: Signature) {
    self.signer = signer
    self.signature = signature
  }
}
