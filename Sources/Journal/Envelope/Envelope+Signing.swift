public import Keys

extension Envelope {
  /// Signs a payload: Ed25519 keys the pre-authentication encoding, wallets it by ADR-036.
  public init(
    payload: [UInt8], signedBy keys: [SigningKey], prefix: String
  ) throws(EnvelopeRefusal) {
    let message = PreAuthentication.bytes(payload: payload)
    var signatures: [EnvelopeSignature] = []
    for key in keys {
      let signature: Signature
      switch key.algorithm {
      case .ed25519: signature = key.sign(message)
      case .secp256k1:
        do {
          signature = try key.signADR036(message, prefix: prefix)
        } catch {
          throw .account(error)
        }
      }
      signatures.append(EnvelopeSignature(signer: KeyID(key.publicKey), signature: signature))
    }
    try self.init(payload: payload, signatures: signatures)
  }

  /// Throws unless every signature holds; wallets sign for their account under the prefix.
  public func verify(
    prefix: String, keys: inout KeyRing
  ) throws(EnvelopeRefusal) {
    let message = PreAuthentication.bytes(payload: payload)
    for (index, signature) in signatures.enumerated() {
      let key: PublicKey
      do {
        key = try keys.key(signature.signer)
      } catch {
        throw .key(index: index, error)
      }
      do {
        try key.verify(
          signature.signature, of: try Self.signedBytes(message, by: key, prefix: prefix))
      } catch let error as SignatureError {
        throw .signature(index: index, error)
      } catch let error as AccountAddressError {
        throw .account(error)
      } catch {
        preconditionFailure("Verifying throws one of these two.")
      }
    }
  }

  private static func signedBytes(
    _ message: [UInt8], by key: PublicKey, prefix: String
  ) throws(AccountAddressError) -> [UInt8] {
    switch key.algorithm {
    case .ed25519: message
    case .secp256k1:
      ADR036.signDocument(data: message, signer: try key.accountAddress(prefix: prefix))
    }
  }
}
