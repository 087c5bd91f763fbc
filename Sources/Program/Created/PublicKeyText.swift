/// A public key with its algorithm: `ed25519:` and 64 hexadecimal digits, or `secp256k1:` and 66.
public struct PublicKeyText: Hashable, Sendable {
  /// As it is written.
  public let text: String

  /// Reads a key's text; nil for anything else. Whether it is a point of its curve is not judged.
  public init?(_ text: String) {
    let parts = Array(text.utf8).split(
      separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].allSatisfy(Self.isLowerCaseHex) else { return nil }
    let digits: Int
    if parts[0].elementsEqual("ed25519".utf8) {
      digits = 64
    } else if parts[0].elementsEqual("secp256k1".utf8) {
      digits = 66
    } else {
      return nil
    }
    guard parts[1].count == digits else { return nil }
    self.text = text
  }

  /// Wraps what is known to be in the one form of keys.
  init(checked text: String) { self.text = text }

  private static func isLowerCaseHex(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: false
    }
  }
}

extension PublicKeyText: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
