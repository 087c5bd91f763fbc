public import Quantities

/// Why postings are not a transaction, one case per rule.
public enum TransactionRefusal: Error, Hashable, Sendable {
  /// Nothing is posted.
  case empty
  /// An amount is 0.
  case zero(Account)
  /// An amount is beyond 10^30.
  case outOfBounds(Account)
  /// The account is never counted in that currency.
  case currency(Account, Currency)
  /// The postings of a currency do not add up to 0.
  case unbalanced(Currency, sumMicros: Int128)
  /// Dollars and uakt meet without evidence of a price.
  case bridgeWithoutPrice
  /// A price is named where nothing crosses from one currency to the other.
  case priceWithoutBridge
}

extension TransactionRefusal: CustomStringConvertible {
  /// The rule in one sentence.
  public var description: String {
    switch self {
    case .empty: "a transaction has postings"
    case .zero(let account): "the amount posted to \(account) is 0"
    case .outOfBounds(let account): "the amount posted to \(account) is beyond 10^30"
    case .currency(let account, let currency): "\(account) holds no \(currency.rawValue)"
    case .unbalanced(let currency, let sum):
      "the postings in \(currency.rawValue) add up to \(sum), not to 0"
    case .bridgeWithoutPrice: "dollars and uakt meet only where a price is named"
    case .priceWithoutBridge: "a price is named, and nothing crosses between dollars and uakt"
    }
  }
}
