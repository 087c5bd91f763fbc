/// Whole numbers as text, in one form.
enum WholeNumber {
  /// Reads digits without idle zeros, below 2^64; nil for anything else.
  static func read(_ text: ArraySlice<UInt8>) -> UInt64? {
    guard let first = text.first, text.count == 1 || first != UInt8(ascii: "0") else { return nil }
    var value: UInt64 = 0
    for byte in text {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      let (tenfold, high) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
      guard !high, !carry else { return nil }
      value = sum
    }
    return value
  }

  /// The digits of a number.
  static func text(_ value: UInt64) -> [UInt8] {
    var digits: [UInt8] = []
    var rest = value
    repeat {
      digits.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    return digits.reversed()
  }
}
