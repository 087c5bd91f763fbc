import Encoding
public import Keys
import Quantities

/// A key that signs notes, under a name and for one purpose: C2SP's *vkey*.
///
///     id = SHA-256(name ‖ 0x0A ‖ type ‖ public key)[..<4]
///     text = name + hex(id) + base64(type ‖ key)
public struct VerifierKey: Hashable, Sendable {
  /// What a key signs.
  public enum Purpose: UInt8, Hashable, Sendable, CaseIterable {
    /// The note's text, as its author.
    case note = 0x01
    /// A checkpoint and the time, as a witness (cosignature/v1).
    case cosignature = 0x04
  }

  /// The name in its signature lines.
  public let name: NoteName
  /// What it signs.
  public let purpose: Purpose
  /// The Ed25519 key.
  public let key: PublicKey
  /// The first four bytes of the hash, highest first.
  public let id: UInt32

  /// Names an Ed25519 key; throws `keyAlgorithm` for any other.
  public init(
    name: NoteName, purpose: Purpose, key: PublicKey
  ) throws(NoteRefusal) {
    guard key.algorithm == .ed25519 else { throw .keyAlgorithm }
    self.name = name
    self.purpose = purpose
    self.key = key
    id = Self.id(name: name, purpose: purpose, key: key.bytes)
  }

  static func id(name: NoteName, purpose: Purpose, key: [UInt8]) -> UInt32 {
    let digest = Sha256.digest(of: name.bytes + [0x0A, purpose.rawValue] + key)
    return UInt32(truncatingIfNeeded: digest.bigEndianWords.0 >> 32)
  }

  /// Reads a verifier key's text, whose id must be the one that its key has.
  public init(text: String) throws(NoteRefusal) {
    let plus = UInt8(ascii: "+")
    let parts = Array(text.utf8).split(
      separator: plus, maxSplits: 2, omittingEmptySubsequences: false)
    guard text.utf8.count <= 512, parts.count == 3, parts[1].count == 8 else {
      throw .verifierKey
    }
    let name = try NoteName(bytes: Array(parts[0]))
    let material: [UInt8]
    do {
      material = try Base64.bytes(String(decoding: parts[2], as: UTF8.self))
    } catch {
      throw .verifierKey
    }
    guard let type = material.first, let purpose = Purpose(rawValue: type) else {
      throw .keyAlgorithm
    }
    let key: PublicKey
    do {
      key = try PublicKey(algorithm: .ed25519, bytes: material.dropFirst())
    } catch {
      throw .publicKey(error)
    }
    try self.init(name: name, purpose: purpose, key: key)
    guard Self.hex(id).utf8.elementsEqual(parts[1]) else { throw .keyHash }
  }

  /// As it is written.
  public var text: String {
    "\(name)+\(Self.hex(id))+\(Base64.text([purpose.rawValue] + key.bytes))"
  }

  private static func hex(_ id: UInt32) -> String { Hex.text(bigEndian(id)) }
}

/// A number's bytes, highest first.
func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: number.bigEndian) { Array($0) }
}

extension VerifierKey: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
