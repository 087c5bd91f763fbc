public import Payouts
import Policy
import Program
public import Quantities

/// What one host of funded machines owes the pool, and what came (O-43).
public struct HostRevenue: Sendable {
  /// Who sends it.
  public let host: Address
  /// The terms, by agreement.
  public let terms: [RevenueTerms]
  /// Earned, kept, due and remitted.
  public let account: RevenueAccount
  /// Earned, kept, due and remitted of what is due by now.
  public let overdueUakt: Int64
  /// When the next of what is not due yet becomes due.
  public let nextDue: Timestamp?

  /// Whether something is overdue: shown until its transaction is seen.
  public var isOverdue: Bool { overdueUakt > 0 }

  /// Every host, ascending by address.
  public static func all(
    _ treasury: ProgramTreasury, at now: Timestamp
  ) throws(RevenueAccount.Refusal) -> [HostRevenue] {
    let book = treasury.state.treasury
    let everybody = SortedMap(
      (book.terms.map(\.body.host) + book.earnings.map(\.body.host)
        + book.revenue.map(\.body.host)).map { ($0, true) }
    ) { first, _ in first }
    var views: [HostRevenue] = []
    for name in everybody.keys {
      views.append(try HostRevenue(name, book, treasury.rule.revenueDueSeconds, now))
    }
    return views
  }

  private init(
    _ name: Address, _ book: TreasuryBook, _ dueSeconds: Int64, _ now: Timestamp
  ) throws(RevenueAccount.Refusal) {
    host = name
    let terms = book.terms.filter { $0.body.host == name }.map {
      $0.body.terms(agreed: $0.admittedAt)
    }
    let remitted = book.revenue.filter { $0.body.host == name }.map(\.body.uakt.micros)
    var earnings: [LeaseEarning] = []
    var due: [LeaseEarning] = []
    var nextDue: Timestamp?
    for earned in book.earnings where earned.body.host == name {
      guard let span = try? TimeSpan(start: earned.body.from, end: earned.body.until) else {
        continue
      }
      let earning = LeaseEarning(
        leaseClass: earned.body.leaseClass, span: span, uakt: earned.body.earned.micros,
        refundedUakt: earned.body.refunded.micros,
        isCommittedOnChain: earned.body.commitment != nil)
      earnings.append(earning)
      let date = (try? span.end.adding(seconds: dueSeconds)) ?? .latest
      if date <= now { due.append(earning) } else { nextDue = min(nextDue ?? date, date) }
    }
    self.terms = terms
    account = try RevenueAccount(earnings: earnings, terms: terms, remittedUakt: remitted)
    let owed = try RevenueAccount(earnings: due, terms: terms, remittedUakt: remitted)
    overdueUakt = max(0, owed.outstandingUakt)
    self.nextDue = nextDue
  }
}
