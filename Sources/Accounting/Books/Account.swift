public import Quantities

/// An account of the books; its name is a path of a closed set (`docs/reference/books.md`).
public enum Account: Hashable, Sendable {
  /// Of one pool, in its currency, and in uakt where its dollars were converted.
  case obligations(pool: Label, ObligationAccount)
  /// Of the program's tokens, in uakt.
  case tokens(TokenAccount)
  /// Of tokens sold, in USD.
  case sales(SaleAccount)

  /// The path, such as `obligations/committed/held/review`.
  public var path: String {
    switch self {
    case .obligations(let pool, let account): "obligations/\(pool)/\(account.rawValue)"
    case .tokens(let account): "tokens/\(account.rawValue)"
    case .sales(let account): "sales/\(account.rawValue)"
    }
  }

  /// Whether the account can hold a currency.
  public func holds(_ currency: Currency) -> Bool {
    switch self {
    case .obligations: true
    case .tokens: currency == .uakt
    case .sales: currency == .usd
    }
  }

  /// The pool, for an account of obligations.
  public var pool: Label? {
    if case .obligations(let pool, _) = self { pool } else { nil }
  }

  private var order: (family: Int, pool: [UInt8], account: Int) {
    switch self {
    case .obligations(let pool, let account):
      (0, pool.bytes, ObligationAccount.allCases.firstIndex(of: account) ?? 0)
    case .tokens(let account): (1, [], TokenAccount.allCases.firstIndex(of: account) ?? 0)
    case .sales(let account): (2, [], SaleAccount.allCases.firstIndex(of: account) ?? 0)
    }
  }
}

extension Account: Comparable {
  /// Orders by family, pool, and then as the accounts are declared.
  public static func < (left: Account, right: Account) -> Bool {
    let (first, second) = (left.order, right.order)
    if first.family != second.family { return first.family < second.family }
    if first.pool != second.pool { return first.pool.lexicographicallyPrecedes(second.pool) }
    return first.account < second.account
  }
}

extension Account: CustomStringConvertible {
  /// The path.
  public var description: String { path }
}
