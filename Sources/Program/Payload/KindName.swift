/// The name of an entry's kind, known or not: `[a-z.-]` words, a slash, the version's digits.
public struct KindName: Hashable, Sendable {
  /// The longest name.
  public static let limitBytes = 64

  /// As it is written.
  public let text: String

  /// Accepts 3 … 64 bytes of the form `enrolment.submitted/1`; nil otherwise.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count <= Self.limitBytes, let slash = bytes.firstIndex(of: UInt8(ascii: "/"))
    else { return nil }
    let version = bytes[(slash + 1)...]
    guard slash > 0, bytes[..<slash].allSatisfy(Self.isWordByte),
      (1...4).contains(version.count), version.first != UInt8(ascii: "0"),
      version.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
    else { return nil }
    self.text = text
  }

  /// The name of a known kind.
  public init(_ kind: EntryKind) {
    text = kind.rawValue
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"): true
    default: false
    }
  }
}

extension KindName: Comparable {
  /// Orders by bytes.
  public static func < (left: KindName, right: KindName) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

extension KindName: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
