/// A name that policy and entries give to a pool, class, contract or campaign: 1…64 of [a-z0-9-._].
public struct Label: ASCIIIdentifier {
  /// The longest label.
  public static let limitBytes = 64
  /// What a refusal calls it.
  public static let kind = QuantityKind.label

  /// The ASCII bytes.
  public let bytes: [UInt8]

  /// Wraps checked bytes.
  public init(checkedBytes: [UInt8], _ proof: ASCIICheck) {
    bytes = checkedBytes
  }

  /// Lower-case letters, digits, hyphen, full stop and underscore.
  @inlinable
  public static func accepts(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
