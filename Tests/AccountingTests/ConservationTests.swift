import Accounting
import Quantities
import TestSupport
import Testing

/// Law 1 over random transactions of every account.
@Suite struct ConservationTests {
  /// Whatever moves inside one pool, the tokens or the sales keeps every equation, after each step.
  @Test func law1HoldsAfterEveryTransaction() throws {
    let price = PriceEvidence(price: try Price18("2.5"), record: .zero)
    for seed in UInt64(0)..<1_000 {
      var random = SplitMix64(seed: seed)
      var ledger = Ledger()
      for line in 1...(20 + Int(random.next(below: 30))) {
        let transaction = try Self.transaction(line, price, &random)
        try ledger.append(transaction)
        let touched = Conservation.equations(touchedBy: transaction, ledger)
        #expect(touched.allSatisfy { $0.holds }, "seed \(seed), line \(line)")
      }
      let equations = Conservation.equations(ledger)
      #expect(equations.allSatisfy { $0.holds }, "seed \(seed)")
      // An independent sum: the balances of a currency are all that was ever posted, and 0.
      for currency in Currency.allCases {
        var posted: Int128 = 0
        for balance in ledger.balances where balance.key.currency == currency {
          posted += balance.value
        }
        #expect(posted == 0, "seed \(seed)")
      }
    }
  }

  /// Balanced, and yet a violation: what one pool gives another is not that other's authority.
  @Test func moneyThatCrossesPoolsBreaksBothEquations() throws {
    let (first, second) = (try Label("a"), try Label("b"))
    var ledger = Ledger()
    let transaction = try Transaction(
      line: 7, time: .earliest, .contractSigned, .pool(first),
      [
        Posting(.obligations(pool: first, .available), .usd, -5),
        Posting(.obligations(pool: second, .committed), .usd, 5),
      ])
    try ledger.append(transaction)
    let broken = Conservation.equations(touchedBy: transaction, ledger).filter { !$0.holds }
    #expect(broken.map(\.right) == [-5, 5])
    #expect(broken.map(\.left) == [0, 0])
  }

  /// The same between families of accounts of one currency.
  @Test func tokensThatBecomeAnObligationBreakBothEquations() throws {
    let pool = try Label("a")
    var ledger = Ledger()
    let transaction = try Transaction(
      line: 7, time: .earliest, .paid, .pool(pool),
      [
        Posting(.obligations(pool: pool, .vestedUnpaid), .uakt, -5),
        Posting(.tokens(.paid), .uakt, 5),
      ])
    try ledger.append(transaction)
    let broken = Conservation.equations(touchedBy: transaction, ledger).filter { !$0.holds }
    #expect(broken.map(\.kind) == [.obligations(pool: pool, .uakt), .tokens])
  }

  private static func transaction(
    _ line: Int, _ price: PriceEvidence, _ random: inout SplitMix64
  ) throws -> Transaction {
    let pool = try Label("pool-\(random.next(below: 3))")
    let amount = Int128(1 + random.next(below: 1_000_000_000_000))
    func move(_ accounts: [Account], _ currency: Currency) -> [Posting] {
      let from = Int(random.next(below: UInt64(accounts.count)))
      let step = 1 + Int(random.next(below: UInt64(accounts.count - 1)))
      let to = (from + step) % accounts.count
      let part = amount / 3
      let postings = [
        Posting(accounts[from], currency, -amount), Posting(accounts[to], currency, amount - part),
        Posting(accounts[to], currency, part),
      ]
      return postings.filter { $0.amountMicros != 0 }
    }
    let obligations = ObligationAccount.allCases.map { Account.obligations(pool: pool, $0) }
    let tokens = TokenAccount.allCases.map { Account.tokens($0) }
    let sales = SaleAccount.allCases.map { Account.sales($0) }
    var evidence: PriceEvidence?
    let postings: [Posting]
    switch random.next(below: 6) {
    case 0: postings = move(obligations, .usd)
    case 1: postings = move(obligations, .uakt)
    case 2: postings = move(tokens, .uakt)
    case 3: postings = move(sales, .usd)
    case 4:
      // A sale: tokens go, dollars come.
      evidence = price
      postings = move(tokens, .uakt) + move(sales, .usd)
    default:
      evidence = price
      postings = move(obligations, .usd) + move(obligations, .uakt)
    }
    return try Transaction(
      line: line, time: .earliest, .converted, .pool(pool), evidence: evidence, postings)
  }
}
