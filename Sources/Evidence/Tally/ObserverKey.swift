public import Quantities

/// An observer's Ed25519 public key, as 32 bytes.
public struct ObserverKey: Hashable, Comparable, Sendable {
  /// What stands before the hexadecimal digits in texts.
  public static let prefix = "ed25519:"

  /// The key's bytes.
  public let bytes: Digest

  /// Wraps a key's bytes.
  public init(bytes: Digest) {
    self.bytes = bytes
  }

  /// Reads `ed25519:` and 64 lower-case hexadecimal digits; nil for anything else.
  public init?(_ text: String) {
    guard text.utf8.starts(with: Self.prefix.utf8),
      let bytes = try? Digest(hex: String(text.dropFirst(Self.prefix.count)))
    else { return nil }
    self.bytes = bytes
  }

  /// `ed25519:` and 64 hexadecimal digits.
  public var text: String { Self.prefix + bytes.hex }

  /// Orders by bytes.
  public static func < (left: ObserverKey, right: ObserverKey) -> Bool { left.bytes < right.bytes }
}

extension ObserverKey: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
