public import Quantities

/// What a payment settles of one pool in one currency, so that books are kept from lines alone.
public struct PayoutTotal: Hashable, Sendable {
  /// The most totals of an entry: every pool in both currencies.
  public static let limitCount = 200

  /// The pool.
  public let pool: Label
  /// What it owes in.
  public let currency: Currency
  /// How much of it is settled, in that currency.
  public let settled: Amount
  /// What is sent for it.
  public let uakt: Amount

  /// Takes every field as it is.
  public init(pool: Label, currency: Currency, settled: Amount, uakt: Amount) {
    self.pool = pool
    self.currency = currency
    self.settled = settled
    self.uakt = uakt
  }
}
