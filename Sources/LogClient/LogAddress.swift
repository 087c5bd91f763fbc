/// Where a program is published: `http://` or `https://`, a host, perhaps a port and a path.
public struct LogAddress: Hashable, Sendable {
  /// The longest address.
  public static let limitBytes = 1_024

  /// As it is joined with paths: without a slash at the end.
  let base: String

  /// Nil for anything else, and for addresses with a user, a query or a fragment.
  public init?(_ text: String) {
    guard let scheme = Self.schemes.first(where: { text.utf8.starts(with: $0.utf8) }),
      text.utf8.count <= Self.limitBytes
    else { return nil }
    var rest = Array(text.utf8.dropFirst(scheme.utf8.count))
    while rest.last == UInt8(ascii: "/") { rest.removeLast() }
    guard let first = rest.first, first != UInt8(ascii: "/"), first != UInt8(ascii: ":"),
      rest.allSatisfy(Self.isAllowed)
    else { return nil }
    base = scheme + String(decoding: rest, as: UTF8.self)
  }

  private static let schemes = ["http://", "https://"]

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~:/%[]".utf8.contains(byte)
    }
  }

  /// Whether a text begins as an address does, so that it is no folder.
  public static func isMeant(by text: String) -> Bool { text.contains("://") }

  /// The address of a path below.
  func url(_ path: String) -> String { base + "/" + path }
}

extension LogAddress: CustomStringConvertible {
  /// As it was written, without a slash at the end.
  public var description: String { base }
}
