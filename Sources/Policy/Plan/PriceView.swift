public import Quantities

/// What a move of the AKT price means for a pool, and who bears it.
public struct PriceView: Hashable, Sendable {
  /// One assumed price.
  public struct Row: Hashable, Sendable {
    /// The price as a part of the one assumed.
    public let factor: Ratio
    /// Dollars per AKT.
    public let price: Price18
    /// Tokens that the whole pool takes.
    public let tokens: Amount
    /// Dollars that the payees' tokens or settlements are worth.
    public let dollars: Amount
  }

  /// The price from which the others move.
  public let basis: Price18
  /// Who bears the move.
  public let bearer: ConversionRule.Bearer
  /// Half less, the same, half more.
  public let rows: [Row]

  /// The view of a pool; nil where no price is stated or the amounts leave their bounds.
  public init?(_ pool: PoolPolicy, market: MarketAssumptions) {
    let isFunding = pool.conversion?.moment == .funding
    let stated = isFunding ? pool.conversion?.fundingPrice : nil
    guard let basis = stated ?? market.akt else { return nil }
    let bearer =
      pool.currency == .uakt || isFunding ? .payees : pool.conversion?.difference ?? .pool
    let factors = [Ratio.knownPPM(500_000), .one, Ratio.knownPPM(1_500_000)]
    let rows = factors.compactMap { Self.row(pool, basis: basis, factor: $0, bearer: bearer) }
    guard rows.count == factors.count else { return nil }
    self.basis = basis
    self.bearer = bearer
    self.rows = rows
  }

  private static func row(
    _ pool: PoolPolicy, basis: Price18, factor: Ratio, bearer: ConversionRule.Bearer
  ) -> Row? {
    let scaled = basis.scaled * UInt128(factor.ppm) / UInt128(Ratio.ppmPerOne)
    guard let price = try? Price18(scaled: scaled) else { return nil }
    let amount = pool.amount.amount
    if pool.currency == .uakt {
      guard let dollars = try? price.microDollars(forUakt: amount) else { return nil }
      return Row(factor: factor, price: price, tokens: amount, dollars: dollars)
    }
    switch bearer {
    case .pool:
      guard let tokens = try? price.uakt(forMicroDollars: amount) else { return nil }
      return Row(factor: factor, price: price, tokens: tokens, dollars: amount)
    case .payees:
      guard let tokens = try? basis.uakt(forMicroDollars: amount),
        let dollars = try? price.microDollars(forUakt: tokens)
      else { return nil }
      return Row(factor: factor, price: price, tokens: tokens, dollars: dollars)
    }
  }

  /// The rows as figures.
  public var figures: [FindingFigures] {
    rows.map { row in
      FindingFigures([
        "price": .text("\(row.price.text) USD"), "ofAssumed": .ratio(row.factor),
        "tokens": .money(Int128(row.tokens.micros), .uakt),
        "worthToPayees": .money(Int128(row.dollars.micros), .usd),
        "borneBy": .text(bearer.rawValue),
      ])
    }
  }
}
