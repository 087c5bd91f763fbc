/// A PCI device id of four hexadecimal digits, meaningful together with a vendor.
public struct DeviceIdentifier: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number.
  public let rawValue: UInt16

  /// Wraps a number.
  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// Reads four hexadecimal digits in either case, with or without `0x`; nil for anything else.
  public init?(_ text: String) {
    var bytes = Array(text.utf8)
    if bytes.count == 6, bytes[0] == UInt8(ascii: "0"), ASCIIText.lowered(bytes[1]) == 0x78 {
      bytes.removeFirst(2)
    }
    guard let number = ASCIIText.deviceNumber(bytes) else { return nil }
    rawValue = number
  }

  /// Four lower-case hexadecimal digits.
  public var text: String {
    let digits = String(rawValue, radix: 16)
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }

  /// Orders by number.
  public static func < (left: DeviceIdentifier, right: DeviceIdentifier) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension DeviceIdentifier: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
