public import Quantities

/// One side of a transaction: so many micro-units more, or fewer, on an account.
public struct Posting: Hashable, Sendable {
  /// The largest magnitude of a posting, 10^30: sums of 10^12 amounts stay below it.
  public static let limitMicros: Int128 = 1_000_000_000_000_000_000_000_000_000_000

  /// The account.
  public let account: Account
  /// What the amount is counted in.
  public let currency: Currency
  /// Micro-dollars or uakt; what comes from an account is negative.
  public let amountMicros: Int128

  /// Takes every field as it is.
  public init(_ account: Account, _ currency: Currency, _ amountMicros: Int128) {
    self.account = account
    self.currency = currency
    self.amountMicros = amountMicros
  }
}
