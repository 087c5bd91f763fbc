/// Exact reading and printing of decimals as integers times a power of ten.
///
/// The forms of this room's quantities share it; it is not offered to other rooms, which read
/// decimals through Encoding.
enum ScaledDecimal {
  enum Refusal: Error, Hashable {
    case malformed
    case tooFine
    case overflow
  }

  /// Reads `digits[.digits]` with at most `scale` decimals as the integer value × 10^scale.
  ///
  /// No sign, no leading zero, no bare point: each number has few texts, and none is surprising.
  static func parse(
    _ bytes: some Collection<UInt8>, scale: Int
  ) throws(Refusal) -> UInt128 {
    var value: UInt128 = 0
    var wholeDigits = 0
    var decimals = 0
    var sawPoint = false
    var leadsWithZero = false
    for byte in bytes {
      if byte == UInt8(ascii: ".") {
        guard !sawPoint, wholeDigits > 0 else { throw .malformed }
        sawPoint = true
        continue
      }
      guard let digit = digitValue(byte) else { throw .malformed }
      if sawPoint {
        decimals += 1
        guard decimals <= scale else { throw .tooFine }
      } else {
        guard !leadsWithZero else { throw .malformed }
        leadsWithZero = wholeDigits == 0 && digit == 0
        wholeDigits += 1
      }
      value = try appending(digit, to: value)
    }
    guard wholeDigits > 0, !sawPoint || decimals > 0 else { throw .malformed }
    for _ in decimals..<scale { value = try appending(0, to: value) }
    return value
  }

  /// Prints `value` / 10^scale with at least `minimumDecimals` decimals and no idle zeros beyond.
  static func text(_ value: UInt128, scale: Int, minimumDecimals: Int) -> String {
    var power: UInt128 = 1
    for _ in 0..<scale { power *= 10 }
    let (whole, fraction) = value.quotientAndRemainder(dividingBy: power)
    var digits = Array(String(fraction).utf8)
    digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: scale - digits.count), at: 0)
    while digits.count > minimumDecimals, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    if digits.isEmpty { return String(whole) }
    return String(whole) + "." + String(decoding: digits, as: UTF8.self)
  }

  static func digitValue(_ byte: UInt8) -> UInt8? {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? byte - UInt8(ascii: "0") : nil
  }

  private static func appending(_ digit: UInt8, to value: UInt128) throws(Refusal) -> UInt128 {
    let (tenfold, high) = value.multipliedReportingOverflow(by: 10)
    let (sum, carry) = tenfold.addingReportingOverflow(UInt128(digit))
    guard !high, !carry else { throw .overflow }
    return sum
  }
}

extension ScaledDecimal.Refusal {
  func quantityError(_ kind: QuantityKind) -> QuantityError {
    switch self {
    case .malformed: .malformed(kind)
    case .tooFine: .tooFine(kind)
    case .overflow: .outOfBounds(kind)
    }
  }
}
