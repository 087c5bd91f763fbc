import Encoding

/// One signature line of a note: whose it says it is, and the bytes after the key's id.
public struct NoteSignature: Hashable, Sendable {
  /// The longest signature kept: those of other algorithms may stand in a note too.
  public static let limitBytes = 8 * 1_024
  /// What begins a line: an em dash and a space.
  static let mark: [UInt8] = [0xE2, 0x80, 0x94, 0x20]

  /// The key's name.
  public let name: NoteName
  /// The key's id.
  public let keyID: UInt32
  /// What follows the id.
  public let bytes: [UInt8]

  /// Joins the parts of a line.
  public init(name: NoteName, keyID: UInt32, bytes: [UInt8]) {
    self.name = name
    self.keyID = keyID
    self.bytes = bytes
  }

  /// Reads a line without its line feed.
  init(line: ArraySlice<UInt8>, number: Int) throws(NoteRefusal) {
    guard line.starts(with: Self.mark) else { throw .signatureLine(number) }
    let parts = line.dropFirst(Self.mark.count)
      .split(separator: 0x20, omittingEmptySubsequences: false)
    guard parts.count == 2, let name = try? NoteName(bytes: Array(parts[0])),
      parts[1].count <= Self.limitBytes * 4 / 3 + 8,
      let bytes = try? Base64.bytes(String(decoding: parts[1], as: UTF8.self)), bytes.count > 4
    else { throw .signatureLine(number) }
    self.name = name
    keyID = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    self.bytes = Array(bytes.dropFirst(4))
  }

  /// The line with its line feed.
  public var line: [UInt8] {
    Self.mark + name.bytes + [0x20]
      + Array(Base64.text(bigEndian(keyID) + bytes).utf8) + [0x0A]
  }
}
