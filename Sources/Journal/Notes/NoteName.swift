/// The name of a note's key: UTF-8 without Unicode space, plus sign or control character; for a log
/// it is also the origin of its checkpoints.
public struct NoteName: Hashable, Sendable {
  /// The longest name.
  public static let limitBytes = 255

  /// The name's bytes; names are equal where these are.
  public let bytes: [UInt8]

  /// Accepts 1…255 bytes.
  public init(_ text: String) throws(NoteRefusal) { try self.init(bytes: Array(text.utf8)) }

  /// Accepts 1…255 bytes.
  public init(bytes: [UInt8]) throws(NoteRefusal) {
    guard (1...Self.limitBytes).contains(bytes.count),
      let text = String(validating: bytes, as: UTF8.self),
      text.unicodeScalars.allSatisfy(Self.isAllowed)
    else { throw .name }
    self.bytes = bytes
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && scalar != "+" && !scalar.properties.isWhitespace
  }

  /// As it is written.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension NoteName: Comparable {
  /// Orders by bytes.
  public static func < (left: NoteName, right: NoteName) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension NoteName: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
