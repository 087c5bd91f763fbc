/// An account address in bech32's lower-case letters and digits, 1…90 bytes.
///
/// Its structure and checksum are verified by Keys where an address enters the program.
public struct Address: ASCIIIdentifier {
  /// The longest bech32 string.
  public static let limitBytes = 90
  /// What a refusal calls it.
  public static let kind = QuantityKind.address

  /// The ASCII bytes.
  public let bytes: [UInt8]

  /// Wraps checked bytes.
  public init(checkedBytes: [UInt8], _ proof: ASCIICheck) {
    bytes = checkedBytes
  }

  /// Lower-case letters and digits.
  @inlinable
  public static func accepts(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }
}
