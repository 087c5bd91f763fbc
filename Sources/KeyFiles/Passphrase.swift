import Crypto

/// What a person protects a key file with; never printed, wiped from memory when it goes.
public struct Passphrase: Sendable {
  /// The longest that is taken.
  public static let limitBytes = 1_024

  private let kept: SymmetricKey

  /// Takes 1 … 1,024 bytes without control characters; nil for anything else.
  ///
  /// The bytes count as they are: no white space is trimmed and no Unicode normalised.
  public init?(_ bytes: [UInt8]) {
    guard (1...Self.limitBytes).contains(bytes.count),
      bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { return nil }
    kept = SymmetricKey(data: bytes)
  }

  /// The key that the passphrase gives with a salt.
  func derivedKey(salt: [UInt8], cost: ScryptCost) -> SymmetricKey {
    var bytes = kept.withUnsafeBytes { Array($0) }
    defer { Wipe.overwrite(&bytes) }
    return Scrypt.key(from: bytes, salt: salt, cost: cost)
  }
}

extension Passphrase: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// That it is one.
  public var description: String { "Passphrase(withheld)" }

  /// The same as `description`.
  public var debugDescription: String { description }

  /// Shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
