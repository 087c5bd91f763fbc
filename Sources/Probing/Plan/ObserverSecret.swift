import Keys
import Quantities

/// 32 random bytes that never leave the spool; every seed and salt of an observer follows from it.
///
///     seed(period) = SHA-256("stipend-seed-1" ‖ secret ‖ first second)
///     salt(file)   = the first 16 bytes of
///                    SHA-256("stipend-salt-1" ‖ secret ‖ type ‖ first second ‖ key)
///     mask         = the first 4 bytes of SHA-256("stipend-spool-1" ‖ secret)
///
/// with seconds as 8 bytes, the most significant first. So that a restart goes on with the same
/// plan and writes the same bytes, while a seed, once it is revealed, opens no other and no salt.
public struct ObserverSecret: Hashable, Sendable {
  /// How many random bytes it takes.
  public static let byteCount = 32

  let bytes: [UInt8]

  /// Takes 32 bytes from the system's source of randomness; nil for any other number.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = bytes
  }

  /// The seed of the period that begins at a second.
  func seed(periodStart: Int64) -> ProbeSeed {
    ProbeSeed(Sha256.digest(of: Array("stipend-seed-1".utf8) + bytes + bigEndian(periodStart)))
  }

  /// What heads of the spool's frames are marked with.
  var frameMask: UInt32 {
    let text = Array("stipend-spool-1".utf8) + bytes
    return Sha256.digest(of: text).bytes.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The salt of a segment.
  func salt(type: UInt8, start: Int64, key: Quantities.Digest) -> [UInt8] {
    let text = Array("stipend-salt-1".utf8) + bytes + [type] + bigEndian(start) + key.bytes
    return Array(Sha256.digest(of: text).bytes.prefix(16))
  }
}

/// Eight bytes, the most significant first.
func bigEndian(_ number: Int64) -> [UInt8] {
  withUnsafeBytes(of: number.bigEndian) { Array($0) }
}

extension ObserverSecret: CustomStringConvertible {
  /// Never the bytes.
  public var description: String { "(secret)" }
}
