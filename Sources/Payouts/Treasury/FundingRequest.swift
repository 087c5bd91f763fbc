public import Quantities

/// What is asked for on chain, from dollars, a price and what is added for a falling price.
public enum FundingRequest {
  /// ⌈⌈µUSD · 10^18 / P⌉ · (1 + buffer)⌉ uakt; nil out of bounds or negative.
  public static func uakt(
    dollarMicros: Int64, price: Price18, buffer: Ratio
  ) -> Int64? {
    guard let plain = price.uaktCeiling(forMicroDollars: dollarMicros) else { return nil }
    let one = UInt128(Ratio.ppmPerOne)
    // 10^18 times a ratio's limit and the whole stays below 2^127.
    let scaled = UInt128(plain.magnitude) * (one + UInt128(buffer.ppm))
    let sum = (scaled + one - 1) / one
    return sum <= UInt128(Amount.limitMicros) ? Int64(sum) : nil
  }
}
