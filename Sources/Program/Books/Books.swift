public import Accounting
public import Quantities
public import Rewards

/// The books of a program: a ledger computed from entries and statements, and what does not hold.
///
/// Law 1 is checked after every transaction. What each entry posts: `docs/reference/books.md`.
public struct Books: Hashable, Sendable {
  /// All transactions and the balances that they come to.
  public private(set) var ledger: Ledger
  /// What does not hold, in the order in which it was found; at most `limitFindings`.
  public private(set) var findings: [BooksFinding] = []
  /// The newest statement of each pool.
  public internal(set) var statements = SortedMap<Label, StatementTotals>()

  /// The digest of each pool's newest statement.
  var statementDigests: [Label: Digest] = [:]
  /// What each contract commits, as long as it stands.
  var commitments: [Label: Int128] = [:]
  /// What the policy gives each pool so far.
  var granted: [Label: Int128] = [:]
  /// The policy by which pools were last given their amounts; nil before line 1.
  var grantedBy: Digest?
  /// What each open dispute holds, and from which account it was taken.
  var disputed: [Label: [Posting]] = [:]
  /// How many statements were taken in, those that were not booked included.
  public internal(set) var statementCount = 0

  /// The most findings that are kept: whoever makes up a record does not fill our memory with them.
  public static let limitFindings = 1_000

  /// Empty books; without transactions they hold balances alone.
  public init(keepsTransactions: Bool = true) {
    ledger = Ledger(keepsTransactions: keepsTransactions)
  }

  /// Notes what does not hold.
  mutating func note(_ problem: BooksFinding.Problem, _ mark: BooksMark) {
    guard findings.count < Self.limitFindings else { return }
    findings.append(BooksFinding(line: mark.line, subject: mark.subject, problem))
  }

  /// Posts what is not 0, and checks law 1 and that nothing is promised twice.
  mutating func post(
    _ narration: Narration, _ mark: BooksMark, evidence: PriceEvidence? = nil,
    _ postings: [Posting]
  ) {
    let moved = postings.filter { $0.amountMicros != 0 }
    guard !moved.isEmpty else { return }
    let transaction: Transaction
    do {
      transaction = try Transaction(
        line: mark.line, time: mark.time, narration, mark.subject, evidence: evidence, moved)
    } catch {
      return note(.untransactable(error), mark)
    }
    do {
      try ledger.append(transaction)
    } catch {
      switch error {
      case .balanceOutOfBounds(let account, let currency):
        return note(.outOfBounds(account, currency), mark)
      }
    }
    check(transaction, mark)
  }

  private mutating func check(_ transaction: Transaction, _ mark: BooksMark) {
    for equation in Conservation.equations(touchedBy: transaction, ledger) where !equation.holds {
      note(.unbalanced(equation), mark)
    }
    var checked: Ledger.Key?
    for posting in transaction.postings {
      guard let pool = posting.account.pool else { continue }
      let key = Ledger.Key(.obligations(pool: pool, .available), posting.currency)
      guard key != checked else { continue }
      checked = key
      checkPromises(of: pool, in: posting.currency, mark)
    }
  }

  /// available ≥ 0, and available + committed ≥ 0: committed alone is below 0 where corrections
  /// took more than an epoch's pot, which later pots then bear.
  private mutating func checkPromises(
    of pool: Label, in currency: Currency, _ mark: BooksMark
  ) {
    let available = ledger.balanceMicros(.obligations(pool: pool, .available), currency)
    let both = available + ledger.balanceMicros(.obligations(pool: pool, .committed), currency)
    if available < 0 { note(.overdrawn(.available, currency, micros: available), mark) }
    if both < 0 { note(.overdrawn(.availableAndCommitted, currency, micros: both), mark) }
  }
}
