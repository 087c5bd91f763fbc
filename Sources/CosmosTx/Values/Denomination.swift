/// The name of a coin's unit, such as `uakt`: a letter, then letters, digits and `/:._-`, 3…128.
public struct Denomination: Hashable, Sendable {
  /// The ASCII bytes.
  public let bytes: [UInt8]

  /// A millionth of an AKT.
  public static let uakt = Denomination(unchecked: "uakt")
  /// A millionth of an ACT, which pays for leases and cannot be sent.
  public static let uact = Denomination(unchecked: "uact")

  /// A blank that a reader replaces.
  init() { bytes = [] }

  private init(unchecked text: StaticString) {
    bytes = Array("\(text)".utf8)
  }

  /// Checks a text.
  public init(_ text: String) throws(TxFault) {
    try self.init(wireText: Array(text.utf8)[...])
  }

  /// The text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isTaken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: ":"),
      UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: isLetter(byte)
    }
  }
}

extension Denomination: WireText {
  static var kind: String { "denomination" }
  var wireText: [UInt8] { bytes }

  init(wireText: ArraySlice<UInt8>) throws(TxFault) {
    guard wireText.count >= 3, wireText.count <= 128, let first = wireText.first,
      Self.isLetter(first), wireText.allSatisfy(Self.isTaken)
    else { throw .denomination }
    bytes = Array(wireText)
  }
}

extension Denomination: Comparable {
  /// Orders by bytes, as the chain sorts coins.
  public static func < (left: Denomination, right: Denomination) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension Denomination: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
