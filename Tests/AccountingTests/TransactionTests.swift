import Accounting
import Quantities
import Testing

@Suite struct TransactionTests {
  private let pool: Label
  private let time = Timestamp.earliest

  init() throws {
    pool = try Label("liquidity")
  }

  private func post(
    _ postings: [Posting], evidence: PriceEvidence? = nil
  ) throws(TransactionRefusal) -> Transaction {
    try Transaction(
      line: 1, time: time, .statementPublished, .pool(pool), evidence: evidence, postings)
  }

  private func obligation(
    _ account: ObligationAccount, _ micros: Int128, _ currency: Currency = .usd
  ) -> Posting {
    Posting(.obligations(pool: pool, account), currency, micros)
  }

  @Test func whatDoesNotBalanceCannotExist() {
    #expect(throws: TransactionRefusal.unbalanced(.usd, sumMicros: 1)) {
      try post([obligation(.available, -5), obligation(.committed, 6)])
    }
    #expect(throws: TransactionRefusal.empty) { try post([]) }
    #expect(throws: TransactionRefusal.zero(.obligations(pool: pool, .available))) {
      try post([obligation(.available, 0)])
    }
    let beyond = Posting.limitMicros + 1
    #expect(throws: TransactionRefusal.outOfBounds(.obligations(pool: pool, .available))) {
      try post([obligation(.available, -beyond), obligation(.committed, beyond)])
    }
    #expect(throws: TransactionRefusal.outOfBounds(.obligations(pool: pool, .available))) {
      try post([obligation(.available, .min), obligation(.committed, .max)])
    }
  }

  @Test func tokensAreCountedInUaktAndSalesInDollars() {
    #expect(throws: TransactionRefusal.currency(.tokens(.wallet), .usd)) {
      try post([Posting(.tokens(.received), .uakt, -1), Posting(.tokens(.wallet), .usd, 1)])
    }
    #expect(throws: TransactionRefusal.currency(.sales(.inHand), .uakt)) {
      try post([Posting(.sales(.inHand), .uakt, 1), Posting(.tokens(.received), .uakt, -1)])
    }
  }

  @Test func dollarsAndUaktMeetOnlyWhereAPriceIsNamed() throws {
    let bridge = [
      obligation(.vestedUnpaid, -169), obligation(.settledConversion, 169),
      obligation(.authorityConversion, -100, .uakt), obligation(.vestedUnpaid, 100, .uakt),
    ]
    let evidence = PriceEvidence(price: try Price18("1.69"), record: .zero)
    #expect(throws: TransactionRefusal.bridgeWithoutPrice) { try post(bridge) }
    #expect(throws: TransactionRefusal.priceWithoutBridge) {
      try post(Array(bridge.prefix(2)), evidence: evidence)
    }
    #expect(try post(bridge, evidence: evidence).evidence == evidence)
    // Each currency balances by itself: 169 dollars are not worth 169 uakt to the books.
    #expect(throws: TransactionRefusal.unbalanced(.usd, sumMicros: -169)) {
      try post([bridge[0], obligation(.vestedUnpaid, 169, .uakt)], evidence: evidence)
    }
  }

  @Test func aBalanceBeyondTheLimitIsRefusedAndChangesNothing() throws {
    var ledger = Ledger()
    let transaction = try post([
      obligation(.authority, -Posting.limitMicros), obligation(.available, Posting.limitMicros),
    ])
    // A transaction of many postings gets there sooner than many transactions.
    let many = try post(
      Array(repeating: transaction.postings, count: 10_000).flatMap { $0 })
    for _ in 0..<100 { try ledger.append(many) }
    let full = ledger
    #expect(
      full.balanceMicros(.obligations(pool: pool, .available), .usd) == Ledger.limitMicros)
    #expect(
      throws: LedgerRefusal.balanceOutOfBounds(.obligations(pool: pool, .authority), .usd)
    ) { try ledger.append(transaction) }
    #expect(ledger == full)
  }

  @Test func everyAccountHasItsOwnPathAndATerm() throws {
    let other = try Label("research")
    var accounts = ObligationAccount.allCases.map { Account.obligations(pool: pool, $0) }
    accounts += ObligationAccount.allCases.map { Account.obligations(pool: other, $0) }
    accounts += TokenAccount.allCases.map { Account.tokens($0) }
    accounts += SaleAccount.allCases.map { Account.sales($0) }
    #expect(Set(accounts.map(\.path)).count == accounts.count)
    #expect(accounts.sorted() == accounts)
    #expect(Set(ObligationAccount.allCases.map(\.term)) == Set(ObligationAccount.Term.allCases))
  }
}
