public import Encoding
public import Keys

/// Why an envelope was refused; signatures are counted from 0.
public enum EnvelopeRefusal: Error, Hashable, Sendable {
  /// Longer than any envelope.
  case size(bytes: Int, limit: Int)
  /// Not strict JSON.
  case json(JSONError)
  /// A member is missing, unknown or of another kind.
  case field(JSONFieldError)
  /// Another payload type.
  case payloadType
  /// The payload is not base64 in its one spelling.
  case payloadBase64(Base64Error)
  /// The payload is empty or too long.
  case payloadSize(bytes: Int, limit: Int)
  /// No signature, or too many.
  case signatureCount(Int, limit: Int)
  /// A `keyid` is not an algorithm with a key.
  case keyID(index: Int)
  /// A signature is not 64 bytes in base64.
  case signatureForm(index: Int)
  /// A signer stands there twice.
  case signerTwice(index: Int)
  /// The same members in other bytes.
  case spelling
  /// A signer's key is no point of its curve.
  case key(index: Int, PublicKeyError)
  /// The network's prefix makes no address of a wallet's key.
  case account(AccountAddressError)
  /// A signature does not hold.
  case signature(index: Int, SignatureError)

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .size: "envelope-size"
    case .json: "envelope-json"
    case .field: "envelope-field"
    case .payloadType: "envelope-payload-type"
    case .payloadBase64: "envelope-payload-base64"
    case .payloadSize: "envelope-payload-size"
    case .signatureCount: "envelope-signature-count"
    case .keyID: "envelope-keyid"
    case .signatureForm: "envelope-signature-form"
    case .signerTwice: "envelope-signer-twice"
    case .spelling: "envelope-spelling"
    case .key: "envelope-key"
    case .account: "envelope-account"
    case .signature: "envelope-signature"
    }
  }
}

extension EnvelopeRefusal: CustomStringConvertible {
  /// The rule in words, with its figures.
  public var description: String {
    switch self {
    case .size(let bytes, let limit): "an envelope of \(bytes) bytes; \(limit) are the most"
    case .json(let error): "not strict JSON: \(error)"
    case .field(let error): "\(error)"
    case .payloadType: "payloadType is not \(Envelope.payloadType)"
    case .payloadBase64(let error): "the payload is not base64: \(error)"
    case .payloadSize(let bytes, let limit): "a payload of \(bytes) bytes; it has 1 … \(limit)"
    case .signatureCount(let count, let limit): "\(count) signatures; there are 1 … \(limit)"
    case .keyID(let index):
      "signature \(index): keyid is not ed25519: with 64 or secp256k1: with 66 digits"
    case .signatureForm(let index): "signature \(index): sig is not 64 bytes in base64"
    case .signerTwice(let index): "signature \(index): its signer stands there before"
    case .spelling: "other bytes than the one spelling of what they say"
    case .key(let index, let error): "signature \(index): \(error)"
    case .account(let error): "\(error)"
    case .signature(let index, let error): "signature \(index): \(error)"
    }
  }
}
