/// An exact amount as Kubernetes writes it, in thousandths: `8`, `3720m`, `4535332Ki`, `12e6`.
public struct KubernetesQuantity: Hashable, Sendable {
  /// The most bytes read.
  public static let limitBytes = 40
  /// The largest amount read, in thousandths: far above every real and every wrapped 64-bit one.
  public static let limitMilli: UInt128 = 1_000_000_000_000_000_000_000_000_000_000

  /// Why a text is no quantity, one case per rule.
  public enum Refusal: Error, Hashable, Sendable {
    /// It does not have the form of a quantity.
    case malformed
    /// It is below zero.
    case negative
    /// It has parts finer than a thousandth.
    case tooFine
    /// It is above `limitMilli`.
    case tooLarge
  }

  /// The amount in thousandths.
  public let milli: UInt128

  /// Wraps an amount in thousandths, at most `limitMilli`.
  public init(milli: UInt128) throws(Refusal) {
    guard milli <= Self.limitMilli else { throw .tooLarge }
    self.milli = milli
  }

  /// Reads digits with an optional fraction and an optional suffix or exponent.
  public init(_ text: String) throws(Refusal) {
    var bytes = Array(text.utf8)[...]
    guard bytes.count <= Self.limitBytes else { throw .malformed }
    var isNegative = false
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      bytes.removeFirst()
    }
    let whole = bytes.prefix { ASCIIText.isDigit($0) }
    bytes = bytes.dropFirst(whole.count)
    var fraction: ArraySlice<UInt8> = []
    if bytes.first == UInt8(ascii: ".") {
      fraction = bytes.dropFirst().prefix { ASCIIText.isDigit($0) }
      bytes = bytes.dropFirst(1 + fraction.count)
      guard !fraction.isEmpty else { throw .malformed }
    }
    guard !whole.isEmpty, let scale = Self.scale(bytes) else { throw .malformed }
    var digits = Array(whole + fraction)
    while digits.count > 1, digits.first == UInt8(ascii: "0") { digits.removeFirst() }
    try self.init(
      milli: try Self.milli(digits, decimals: fraction.count, scale: scale, isNegative))
  }

  /// What a suffix multiplies by: a power of ten, and a power of 1,024.
  private struct Scale {
    var power10 = 0
    var power1024 = 0
  }

  private static func milli(
    _ digits: [UInt8], decimals: Int, scale: Scale, _ isNegative: Bool
  ) throws(Refusal) -> UInt128 {
    // 40 digits do not fit 128 bits; 30 do, and limitMilli has 31.
    guard digits.count <= 30 else { throw .tooLarge }
    var value = digits.reduce(UInt128(0)) { $0 * 10 + UInt128($1 - UInt8(ascii: "0")) }
    guard value != 0 else { return 0 }
    guard !isNegative else { throw .negative }
    for _ in 0..<scale.power1024 {
      value = try bounded(value.multipliedReportingOverflow(by: 1_024))
    }
    var power = scale.power10 + 3 - decimals
    while power < 0 {
      guard value % 10 == 0 else { throw .tooFine }
      value /= 10
      power += 1
    }
    for _ in 0..<power { value = try bounded(value.multipliedReportingOverflow(by: 10)) }
    return value
  }

  private static func bounded(
    _ product: (partialValue: UInt128, overflow: Bool)
  ) throws(Refusal) -> UInt128 {
    guard !product.overflow else { throw .tooLarge }
    return product.partialValue
  }

  private static func scale(_ suffix: ArraySlice<UInt8>) -> Scale? {
    switch ASCIIText.string(suffix) {
    case "": return Scale()
    case "n": return Scale(power10: -9)
    case "u": return Scale(power10: -6)
    case "m": return Scale(power10: -3)
    case "k": return Scale(power10: 3)
    case "M": return Scale(power10: 6)
    case "G": return Scale(power10: 9)
    case "T": return Scale(power10: 12)
    case "P": return Scale(power10: 15)
    case "E": return Scale(power10: 18)
    case "Ki": return Scale(power1024: 1)
    case "Mi": return Scale(power1024: 2)
    case "Gi": return Scale(power1024: 3)
    case "Ti": return Scale(power1024: 4)
    case "Pi": return Scale(power1024: 5)
    case "Ei": return Scale(power1024: 6)
    default: return exponent(suffix)
    }
  }

  /// `e6`, `E6`, `e+6`, `e-3`: at most two digits, which is beyond every bound already.
  private static func exponent(_ suffix: ArraySlice<UInt8>) -> Scale? {
    guard let letter = suffix.first, ASCIIText.lowered(letter) == UInt8(ascii: "e") else {
      return nil
    }
    var digits = suffix.dropFirst()
    var sign = 1
    if let first = digits.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
      sign = first == UInt8(ascii: "-") ? -1 : 1
      digits = digits.dropFirst()
    }
    guard (1...2).contains(digits.count), digits.allSatisfy({ ASCIIText.isDigit($0) }) else {
      return nil
    }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return Scale(power10: sign * number)
  }

  /// The amount where it is whole and fits 64 bits, else nil.
  public var whole: UInt64? {
    milli % 1_000 == 0 ? UInt64(exactly: milli / 1_000) : nil
  }
}

extension KubernetesQuantity: Comparable {
  /// Orders by amount.
  public static func < (left: KubernetesQuantity, right: KubernetesQuantity) -> Bool {
    left.milli < right.milli
  }
}
