public import Quantities

/// All transactions so far, in their order, and the balances that they come to.
public struct Ledger: Hashable, Sendable {
  /// An account in one currency.
  public struct Key: Hashable, Comparable, Sendable {
    /// The account.
    public let account: Account
    /// What it is counted in.
    public let currency: Currency

    /// Joins the two.
    public init(_ account: Account, _ currency: Currency) {
      self.account = account
      self.currency = currency
    }

    /// Orders by account, then currency.
    public static func < (left: Key, right: Key) -> Bool {
      left.account == right.account
        ? left.currency < right.currency : left.account < right.account
    }
  }

  /// The largest magnitude of a balance, 10^36.
  public static let limitMicros = Posting.limitMicros * 1_000_000

  /// The transactions in the order in which they were appended; none where they are not kept.
  public private(set) var transactions: [Transaction] = []
  /// How many transactions were appended.
  public private(set) var transactionCount = 0
  /// The balances of all accounts ever posted to, in micro-units; 0 once they are empty again.
  public private(set) var balances = SortedMap<Key, Int128>()

  /// Whether transactions are kept, or only what they come to.
  public let keepsTransactions: Bool

  /// An empty ledger; one that keeps balances alone needs no more memory for more entries.
  public init(keepsTransactions: Bool = true) {
    self.keepsTransactions = keepsTransactions
  }

  /// An account's balance in micro-units.
  public func balanceMicros(_ account: Account, _ currency: Currency) -> Int128 {
    balances[Key(account, currency)] ?? 0
  }

  /// What the accounts of one term of a pool come to, in micro-units.
  public func balanceMicros(
    pool: Label, _ term: ObligationAccount.Term, _ currency: Currency
  ) -> Int128 {
    var sum: Int128 = 0
    for account in ObligationAccount.allCases where account.term == term {
      sum += balanceMicros(.obligations(pool: pool, account), currency)
    }
    return sum
  }

  /// The pools that have an account, ascending.
  public var pools: [Label] {
    var pools: [Label] = []
    // Balances stand by pool, so that equal ones follow each other.
    for pool in balances.keys.compactMap(\.account.pool) where pools.last != pool {
      pools.append(pool)
    }
    return pools
  }

  /// Appends a transaction; one that takes a balance beyond 10^36 is refused and changes nothing.
  public mutating func append(_ transaction: Transaction) throws(LedgerRefusal) {
    var next = balances
    for posting in transaction.postings {
      let key = Key(posting.account, posting.currency)
      let sum = (next[key] ?? 0) + posting.amountMicros
      guard sum.magnitude <= Self.limitMicros.magnitude else {
        throw .balanceOutOfBounds(posting.account, posting.currency)
      }
      next[key] = sum
    }
    balances = next
    transactionCount += 1
    if keepsTransactions { transactions.append(transaction) }
  }
}

/// Why a transaction cannot be appended.
public enum LedgerRefusal: Error, Hashable, Sendable {
  /// A balance would be beyond 10^36.
  case balanceOutOfBounds(Account, Currency)
}
