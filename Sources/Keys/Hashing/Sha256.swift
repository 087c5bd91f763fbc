import Crypto
public import Quantities

/// SHA-256, one shot or as a stream; the result is the `Digest` value that pure rooms compare.
public struct Sha256: Sendable {
  private var hasher = SHA256()

  /// Begins with no bytes.
  public init() {}

  /// Takes in bytes.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
  }

  /// Takes in bytes.
  public mutating func update(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
  }

  /// Takes in bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    hasher.update(bufferPointer: bytes)
  }

  /// The digest of all bytes so far; more can be taken in afterwards.
  public func digest() -> Quantities.Digest {
    hasher.finalize().withUnsafeBytes { bytes in
      func word(_ index: Int) -> UInt64 {
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
      }
      return Quantities.Digest(bigEndianWords: word(0), word(1), word(2), word(3))
    }
  }

  /// The digest of these bytes.
  public static func digest(of bytes: [UInt8]) -> Quantities.Digest {
    var hasher = Sha256()
    hasher.update(bytes)
    return hasher.digest()
  }

  /// The digest of these bytes.
  public static func digest(of bytes: ArraySlice<UInt8>) -> Quantities.Digest {
    var hasher = Sha256()
    hasher.update(bytes)
    return hasher.digest()
  }

  /// The digest of these bytes.
  public static func digest(of bytes: UnsafeRawBufferPointer) -> Quantities.Digest {
    var hasher = Sha256()
    hasher.update(bytes)
    return hasher.digest()
  }
}
