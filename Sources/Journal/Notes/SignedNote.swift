import Quantities

/// A text with signatures (C2SP signed-note), not to be believed before a known key verified it.
public struct SignedNote: Hashable, Sendable {
  /// The longest note.
  public static let limitBytes = 256 * 1_024
  /// The most signature lines.
  public static let limitSignatures = 64

  /// The text, which ends in a line feed.
  public let text: [UInt8]
  /// The signature lines, in their order.
  public private(set) var signatures: [NoteSignature]

  /// Begins a note; throws `text` unless it can be one's text.
  public init(text: [UInt8]) throws(NoteRefusal) {
    try Self.check(text)
    guard text.last == 0x0A else { throw .text }
    self.text = text
    signatures = []
  }

  /// Reads a note.
  public init(bytes: [UInt8]) throws(NoteRefusal) {
    try Self.check(bytes)
    guard bytes.last == 0x0A, let blank = Self.lastBlankLine(bytes) else { throw .noSignatures }
    text = Array(bytes[...blank])
    signatures = try Self.signatures(bytes[(blank + 2)...])
  }

  private static func check(_ bytes: [UInt8]) throws(NoteRefusal) {
    guard bytes.count <= limitBytes else { throw .size(bytes: bytes.count, limit: limitBytes) }
    guard !bytes.contains(where: { $0 < 0x20 && $0 != 0x0A }),
      String(validating: bytes, as: UTF8.self) != nil
    else { throw .text }
  }

  /// The line feed that ends the text: the first of the last two in a row.
  private static func lastBlankLine(_ bytes: [UInt8]) -> Int? {
    bytes.indices.dropFirst().last { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }.map { $0 - 1 }
  }

  /// Reads lines that each end in a line feed; one at least.
  static func signatures(_ bytes: ArraySlice<UInt8>) throws(NoteRefusal) -> [NoteSignature] {
    guard bytes.last == 0x0A else { throw .noSignatures }
    let lines = bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count <= limitSignatures else {
      throw .signatureCount(lines.count, limit: limitSignatures)
    }
    var signatures: [NoteSignature] = []
    for (index, line) in lines.enumerated() {
      signatures.append(try NoteSignature(line: line, number: index))
    }
    return signatures
  }

  /// The note as it is sent.
  public var bytes: [UInt8] { text + [0x0A] + signatures.flatMap(\.line) }

  /// Appends a signature line; the note keeps at most `limitSignatures`.
  public mutating func append(_ signature: NoteSignature) throws(NoteRefusal) {
    guard signatures.count < Self.limitSignatures else {
      throw .signatureCount(signatures.count + 1, limit: Self.limitSignatures)
    }
    signatures.append(signature)
  }
}
