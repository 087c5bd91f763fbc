import Encoding
public import Keys
public import Quantities

/// That the holder of a key wants a blob kept: what stands in the headers of an upload.
///
///     text = "stipend-put/1\n" + SHA-256 + "\n" + origin + "\n"
///
/// Ed25519 keys sign the text; wallets it by ADR-036, as they sign entries.
public struct UploadProof: Hashable, Sendable {
  /// The header that names the key.
  public static let keyHeader = "Stipend-Key"
  /// The header that holds the signature in base64.
  public static let signatureHeader = "Stipend-Signature"

  /// Who signed.
  public let signer: KeyID
  /// The signature.
  public let signature: Signature

  /// Signs for a blob of a log; wallets sign for their account under the prefix.
  public init(
    of blob: Digest, origin: NoteName, by key: SigningKey, prefix: String
  ) throws(AccountAddressError) {
    let text = Self.text(blob, origin)
    signer = KeyID(key.publicKey)
    switch key.algorithm {
    case .ed25519: signature = key.sign(text)
    case .secp256k1: signature = try key.signADR036(text, prefix: prefix)
    }
  }

  /// Reads the two headers; nil where one of them is not in its one spelling.
  public init?(key: String, signature: String) {
    guard signature.utf8.count <= 128, let signer = KeyID(key),
      let bytes = try? Base64.bytes(signature), let read = try? Signature(bytes)
    else { return nil }
    self.signer = signer
    self.signature = read
  }

  /// The signature as its header has it.
  public var signatureText: String { Base64.text(signature.bytes) }

  /// Whether the signer signed for that blob of that log.
  public func holds(for blob: Digest, origin: NoteName, prefix: String) -> Bool {
    guard let key = try? signer.publicKey() else { return false }
    let text = Self.text(blob, origin)
    do {
      switch key.algorithm {
      case .ed25519: try key.verify(signature, of: text)
      case .secp256k1:
        try key.verifyADR036(
          signature, of: text, signer: key.accountAddress(prefix: prefix), prefix: prefix)
      }
      return true
    } catch {
      return false
    }
  }

  private static func text(_ blob: Digest, _ origin: NoteName) -> [UInt8] {
    Array("stipend-put/1\n\(blob.hex)\n\(origin)\n".utf8)
  }
}
