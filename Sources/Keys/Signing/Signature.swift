import Encoding

/// A signature of either algorithm: 64 bytes, R‖S of Ed25519 or r‖s of secp256k1.
///
/// Having the right length is all that is known of it before it is verified.
public struct Signature: Hashable, Sendable {
  /// The length of every signature.
  public static let lengthBytes = 64

  /// The 64 bytes.
  public let bytes: [UInt8]

  /// Wraps exactly 64 bytes; DER and recoverable forms are refused by their length.
  public init(_ bytes: some Collection<UInt8>) throws(SignatureError) {
    guard bytes.count == Self.lengthBytes else { throw .wrongLength(bytes.count) }
    self.bytes = Array(bytes)
  }
}

extension Signature: CustomStringConvertible {
  /// The bytes in hexadecimal.
  public var description: String { Hex.text(bytes) }
}

/// Why a signature was refused.
public enum SignatureError: Error, Hashable, Sendable {
  /// It has not 64 bytes.
  case wrongLength(Int)
  /// A number in it is not below the order of its group, so that it has a twin below it.
  case notReduced
  /// The s of secp256k1 lies in the upper half, so that anybody could have made it from the other.
  case highS
  /// It is not the signature of this message by this key.
  case mismatch
}

extension SignatureError: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    switch self {
    case .wrongLength(let count): "a signature has 64 bytes, this one has \(count)"
    case .notReduced: "a number of the signature is not below the order of the group"
    case .highS: "the signature's s lies in the upper half; only the low one of each pair counts"
    case .mismatch: "the signature is not of this message by this key"
    }
  }
}
