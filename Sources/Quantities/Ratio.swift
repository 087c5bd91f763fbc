/// A non-negative ratio in parts per million, at most 1,000,000 (10^12 ppm).
public struct Ratio: Hashable, Sendable {
  /// The parts per million that make one.
  public static let ppmPerOne: UInt64 = 1_000_000
  /// The highest ratio accepted, in parts per million.
  public static let limitPPM: UInt64 = 1_000_000_000_000
  /// Nothing.
  public static let zero = Ratio(uncheckedPPM: 0)
  /// The whole.
  public static let one = Ratio(uncheckedPPM: ppmPerOne)

  /// Parts per million.
  public let ppm: UInt64

  private init(uncheckedPPM: UInt64) {
    ppm = uncheckedPPM
  }

  /// Accepts 0…10^12 parts per million; throws `outOfBounds`.
  public init(ppm: UInt64) throws(QuantityError) {
    guard ppm <= Self.limitPPM else { throw .outOfBounds(.ratio) }
    self.ppm = ppm
  }

  /// Reads `99.741%` (at most four decimals) or `0.95` (at most six), exact to ppm.
  public init(_ text: String) throws(QuantityError) {
    let bytes = Array(text.utf8)
    let isPercent = bytes.last == UInt8(ascii: "%")
    let scaled: UInt128
    do {
      scaled = try ScaledDecimal.parse(
        isPercent ? bytes.dropLast() : bytes[...], scale: isPercent ? 4 : 6)
    } catch {
      throw error.quantityError(.ratio)
    }
    guard scaled <= UInt128(Self.limitPPM) else { throw .outOfBounds(.ratio) }
    ppm = UInt64(scaled)
  }

  /// ⌊part · 10^6 / whole⌋ ppm; nil if the whole is zero or the ratio is out of bounds.
  public static func floor(of part: UInt128, over whole: UInt128) -> Ratio? {
    guard let ppm = mulDivFloor(part, UInt128(ppmPerOne), whole), ppm <= UInt128(limitPPM)
    else { return nil }
    return Ratio(uncheckedPPM: UInt64(ppm))
  }

  /// ⌊amount · ppm / 10^6⌋; throws `negative`, or `overflow` beyond an amount's bounds.
  public func floor(of amount: Amount) throws(QuantityError) -> Amount {
    guard !amount.isNegative else { throw .negative(.amount) }
    let product = UInt128(amount.magnitude) * UInt128(ppm)
    let result = product / UInt128(Self.ppmPerOne)
    guard result <= UInt128(Amount.limitMicros) else { throw .overflow(.amount) }
    return try Amount(micros: result)
  }

  /// The exact decimal, such as `0.95`.
  public var text: String { ScaledDecimal.text(UInt128(ppm), scale: 6, minimumDecimals: 0) }

  /// The exact percentage, such as `99.741%`.
  public var percentText: String {
    ScaledDecimal.text(UInt128(ppm), scale: 4, minimumDecimals: 0) + "%"
  }
}

extension Ratio: Comparable {
  /// Orders by value.
  public static func < (left: Ratio, right: Ratio) -> Bool { left.ppm < right.ppm }
}

extension Ratio: CustomStringConvertible {
  /// The same as `percentText`.
  public var description: String { percentText }
}
