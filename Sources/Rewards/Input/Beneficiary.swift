public import Quantities

/// The party behind one or more payees, whom caps follow: an address, or a label that was given.
public struct Beneficiary: ASCIIIdentifier {
  /// As long as the longest address.
  public static let limitBytes = Address.limitBytes
  /// What a refusal calls it.
  public static let kind = QuantityKind.label

  /// The ASCII bytes.
  public let bytes: [UInt8]

  /// Wraps checked bytes.
  public init(checkedBytes: [UInt8], _ proof: ASCIICheck) {
    bytes = checkedBytes
  }

  /// The provider's own address, where no other party was named.
  public init(_ address: Address) {
    bytes = address.bytes
  }

  /// A label.
  public init(_ label: Label) {
    bytes = label.bytes
  }

  /// What labels accept, which is more than addresses do.
  public static func accepts(_ byte: UInt8) -> Bool { Label.accepts(byte) }
}
