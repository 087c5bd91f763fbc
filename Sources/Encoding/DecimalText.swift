/// Exact decimals as integers times a power of ten; no floating point anywhere.
public enum DecimalText {
  /// The most decimals that can be asked for.
  public static let limitScale = 36

  /// Reads `[-]digits[.digits]` as value × 10^scale; more decimals than `scale` are refused.
  ///
  /// Idle leading zeros, a plus sign, a bare point and minus zero are refused; trailing zeros are
  /// allowed within the scale. |result| < 2^127.
  public static func integer(
    _ text: String, scale: Int
  ) throws(DecimalTextError) -> Int128 {
    precondition(scale >= 0 && scale <= limitScale, "A scale is 0…36 decimals.")
    var bytes = Array(text.utf8)[...]
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { bytes.removeFirst() }
    let parts = bytes.split(
      separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, !whole.isEmpty,
      parts.count == 1 || !parts[1].isEmpty
    else { throw .malformed }
    guard whole.count == 1 || whole.first != UInt8(ascii: "0") else { throw .malformed }
    let decimals = parts.count == 2 ? parts[1] : []
    var value: UInt128 = 0
    for byte in whole { value = try appending(byte, to: value) }
    for byte in decimals { value = try appending(byte, to: value) }
    guard decimals.count <= scale else { throw .tooManyDecimals(limit: scale) }
    for _ in decimals.count..<scale { value = try appending(UInt8(ascii: "0"), to: value) }
    guard !(isNegative && value == 0) else { throw .malformed }
    return isNegative ? -Int128(value) : Int128(value)
  }

  private static func appending(
    _ byte: UInt8, to value: UInt128
  ) throws(DecimalTextError) -> UInt128 {
    guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { throw .malformed }
    let (tenfold, high) = value.multipliedReportingOverflow(by: 10)
    let (sum, carry) = tenfold.addingReportingOverflow(UInt128(byte - UInt8(ascii: "0")))
    guard !high, !carry, sum < 1 << 127 else { throw .tooLarge }
    return sum
  }

  /// Prints value / 10^scale exactly, with at least `minimumDecimals` and no idle zeros beyond.
  public static func text(
    _ value: Int128, scale: Int, minimumDecimals: Int = 0
  ) -> String {
    precondition(scale >= 0 && scale <= limitScale, "A scale is 0…36 decimals.")
    precondition(minimumDecimals >= 0 && minimumDecimals <= scale, "Decimals lie within the scale.")
    var power: UInt128 = 1
    for _ in 0..<scale { power *= 10 }
    let (whole, fraction) = value.magnitude.quotientAndRemainder(dividingBy: power)
    var digits = scale == 0 ? [] : Array(String(fraction).utf8)
    digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: scale - digits.count), at: 0)
    while digits.count > minimumDecimals, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    let sign = value < 0 ? "-" : ""
    if digits.isEmpty { return sign + String(whole) }
    return sign + String(whole) + "." + String(decoding: digits, as: UTF8.self)
  }
}

/// Why a decimal was refused.
public enum DecimalTextError: Error, Hashable, Sendable {
  case malformed
  case tooManyDecimals(limit: Int)
  case tooLarge
}
