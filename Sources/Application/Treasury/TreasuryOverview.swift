public import Payouts
public import Policy
public import Quantities

/// What is owed against what the wallet holds, and how what there is would be shared.
public struct TreasuryOverview: Hashable, Sendable {
  /// A pool's claim, in the order in which claims are served.
  public struct Claim: Hashable, Sendable {
    /// The pool.
    public let pool: Label
    /// What it needs at the pinned price.
    public let neededUakt: Int64
    /// What the wallet has for it.
    public let servedUakt: Int64
  }

  /// Owed in dollars.
  public let dollars: OwedAmounts
  /// Owed in tokens.
  public let uakt: OwedAmounts
  /// The price that dollars are weighed at.
  public let price: Price18?
  /// Held against the wallet; nil where dollars are owed and no price is known.
  public let view: TreasuryView?
  /// Pool by pool, the haircut where there is not enough.
  public let claims: [Claim]

  /// Weighs what became of every line.
  public init(
    _ outcomes: [LineOutcome], walletUakt: Int64, price: Price18?, rule: TreasuryRule,
    order: [Label]
  ) {
    dollars = Self.owed(outcomes, in: .usd)
    uakt = Self.owed(outcomes, in: .uakt)
    self.price = price
    let owesDollars = dollars != OwedAmounts()
    // Where nothing is owed in dollars, the price says nothing.
    let weighed = price ?? (owesDollars ? nil : Self.anyPrice)
    let (owedDollars, owedUakt) = (dollars, uakt)
    view = weighed.flatMap {
      TreasuryView(
        dollars: owedDollars, uakt: owedUakt, walletUakt: walletUakt, price: $0,
        alertLevel: rule.alert, fall: rule.fall)
    }
    claims = Self.claims(outcomes, walletUakt: walletUakt, price: weighed, order: order)
  }

  private static let anyPrice = try? Price18(scaled: Price18.scale)

  /// Earned and not yet paid, by how certain it is; what was paid too much is taken off.
  public static func owed(_ outcomes: [LineOutcome], in currency: Currency) -> OwedAmounts {
    var sums = (accrued: Int128(0), vested: Int128(0), held: Int128(0), disputed: Int128(0))
    for outcome in outcomes where outcome.key.currency == currency {
      sums.vested += Int128(outcome.outputMicros) - Int128(outcome.owingMicros)
      for (reason, micros) in outcome.unpaid {
        switch reason {
        case .unvested: sums.accrued += Int128(micros)
        case .heldForReview: sums.held += Int128(micros)
        case .disputed: sums.disputed += Int128(micros)
        default: sums.vested += Int128(micros)
        }
      }
    }
    return OwedAmounts(
      accruedMicros: Int64(clamping: sums.accrued), vestedMicros: Int64(clamping: sums.vested),
      heldMicros: Int64(clamping: sums.held), disputedMicros: Int64(clamping: sums.disputed))
  }

  private static func claims(
    _ outcomes: [LineOutcome], walletUakt: Int64, price: Price18?, order: [Label]
  ) -> [Claim] {
    let pools = SortedMap(outcomes.map { ($0.key.pool, true) }) { first, _ in first }
    let ordered = pools.keys.sorted { left, right in
      let (first, second) = (order.firstIndex(of: left), order.firstIndex(of: right))
      return (first ?? .max, left) < (second ?? .max, right)
    }
    let needed = ordered.map { pool -> Int64 in
      let lines = outcomes.filter { $0.key.pool == pool }
      let tokens = owed(lines, in: .uakt).sum
      let dollars = owed(lines, in: .usd).sum
      let worth = price?.uaktCeiling(forMicroDollars: Int64(clamping: max(0, dollars))) ?? 0
      return Int64(clamping: max(0, tokens) + Int128(worth))
    }
    let served = ClaimPriority.served(
      needed, levels: Array(ordered.indices), availableMicros: walletUakt)
    return zip(ordered, zip(needed, served)).map {
      Claim(pool: $0, neededUakt: $1.0, servedUakt: $1.1)
    }
  }
}

extension OwedAmounts {
  /// The four together, which may be below 0.
  public var sum: Int128 {
    Int128(accruedMicros) + Int128(vestedMicros) + Int128(heldMicros) + Int128(disputedMicros)
  }
}
