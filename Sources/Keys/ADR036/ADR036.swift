import Encoding
public import Quantities

/// Signatures of Cosmos wallets over arbitrary bytes (ADR-036), as Keplr, Leap and the `akash`
/// tools make them.
public enum ADR036 {
  /// The document that a wallet shows and signs: amino JSON with its keys sorted, without white
  /// space, `data` in base64.
  ///
  /// Go would escape `<`, `>` and `&`; neither base64 nor an address can hold one of them.
  public static func signDocument(data: [UInt8], signer: Address) -> [UInt8] {
    var writer = JSONWriter(reserving: 200 + data.count * 4 / 3)
    writer.object { writer in
      writer.field("account_number", "0")
      writer.field("chain_id", "")
      writer.object("fee") { writer in
        writer.array("amount", [Int]()) { _, _ in }
        writer.field("gas", "0")
      }
      writer.field("memo", "")
      writer.array("msgs", [signer]) { writer, signer in
        writer.object { writer in
          writer.field("type", "sign/MsgSignData")
          writer.object("value") { writer in
            writer.field("data", Base64.text(data))
            writer.field("signer", ascii: signer.bytes)
          }
        }
      }
      writer.field("sequence", "0")
    }
    return writer.finish()
  }
}

extension SigningKey {
  /// Signs bytes as a Cosmos wallet does, for the account that this key has under a prefix.
  public func signADR036(
    _ data: [UInt8], prefix: String
  ) throws(AccountAddressError) -> Signature {
    let signer = try publicKey.accountAddress(prefix: prefix)
    return sign(ADR036.signDocument(data: data, signer: signer))
  }
}

extension PublicKey {
  /// Throws unless this key is the one of the signer's account, and signed these bytes.
  public func verifyADR036(
    _ signature: Signature, of data: [UInt8], signer: Address, prefix: String
  ) throws(ADR036Error) {
    guard algorithm == .secp256k1 else { throw .notAWalletKey }
    let payload: [UInt8]
    do {
      payload = try Bech32.payload(of: signer, prefix: prefix)
    } catch {
      throw .signer(error)
    }
    guard payload == accountBytes else { throw .anotherAccount }
    do {
      try verify(signature, of: ADR036.signDocument(data: data, signer: signer))
    } catch {
      throw .signature(error)
    }
  }
}

/// Why a wallet's signature over bytes was refused.
public enum ADR036Error: Error, Hashable, Sendable {
  /// ADR-036 is for secp256k1 keys.
  case notAWalletKey
  /// The signer is no address of the network.
  case signer(Bech32Error)
  /// The key is that of another account than the signer's.
  case anotherAccount
  /// The signature itself does not hold.
  case signature(SignatureError)
}

extension ADR036Error: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    switch self {
    case .notAWalletKey: "only a secp256k1 key signs by ADR-036"
    case .signer(let error): "the signer is no account of the network: \(error)"
    case .anotherAccount: "the key belongs to another account than the signer's"
    case .signature(let error): "\(error)"
    }
  }
}
