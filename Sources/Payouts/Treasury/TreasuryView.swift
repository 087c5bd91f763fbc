public import Quantities

/// What is owed against what the wallet holds, at the pinned price and at a lower one.
///
///     needed(P) = owed uakt + ⌈owed µUSD · 10^18 / P⌉
public struct TreasuryView: Hashable, Sendable {
  /// How well the wallet covers what is owed.
  public enum Level: String, Hashable, Sendable, CaseIterable, Comparable {
    /// The wallet is enough, at the lower price too.
    case covered
    /// Enough now, and not at the lower price, or below the policy's level.
    case low
    /// Not enough.
    case short

    /// Orders from good to bad.
    public static func < (left: Level, right: Level) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  /// The fall of the price that a treasury is held against: 30 %.
  public static let stressFall = Ratio.part(300_000)

  /// What the wallet holds.
  public let walletUakt: Int64
  /// Needed at the pinned price.
  public let neededUakt: Int64
  /// Needed at the lower price.
  public let stressedUakt: Int64
  /// The lower price.
  public let stressedPrice: Price18
  /// Wallet over needed, rounded down; nil where nothing is needed or the ratio has no bounds.
  public let coverage: Ratio?
  /// How well it covers.
  public let level: Level

  /// Weighs obligations in both currencies; nil out of bounds.
  public init?(
    dollars: OwedAmounts, uakt: OwedAmounts, walletUakt: Int64, price: Price18,
    alertLevel: Ratio = .one, fall: Ratio = stressFall
  ) {
    guard let owedDollars = dollars.totalMicros, let owedUakt = uakt.totalMicros,
      let lower = price.fallen(by: fall),
      let needed = Self.needed(owedDollars, owedUakt, at: price),
      let stressed = Self.needed(owedDollars, owedUakt, at: lower)
    else { return nil }
    let wallet = max(0, walletUakt)
    self.walletUakt = walletUakt
    neededUakt = needed
    stressedUakt = stressed
    stressedPrice = lower
    coverage = Ratio.floor(of: UInt128(wallet.magnitude), over: UInt128(needed.magnitude))
    let isBelowAlert = productIsLess(
      UInt128(wallet.magnitude), UInt128(Ratio.ppmPerOne), than: UInt128(needed.magnitude),
      UInt128(alertLevel.ppm))
    level = wallet < needed ? .short : wallet < stressed || isBelowAlert ? .low : .covered
  }

  private static func needed(_ dollars: Int64, _ uakt: Int64, at price: Price18) -> Int64? {
    guard let converted = price.uaktCeiling(forMicroDollars: dollars) else { return nil }
    let sum = Int128(converted) + Int128(uakt)
    return sum <= Int128(Amount.limitMicros) ? Int64(sum) : nil
  }
}
