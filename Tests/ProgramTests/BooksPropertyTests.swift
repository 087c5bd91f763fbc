import Accounting
import Policy
import Program
import Quantities
import Rewards
import Testing

/// DESIGN law 1 over random histories with random statements.
@Suite struct BooksPropertyTests {
  private let rules: ProgramRules

  init() throws {
    let plain = try ProgramFixture.rules()
    var policy = plain.policy
    // One pool turns dollars into uakt at each close.
    let position = try #require(policy.pools.firstIndex { $0.name.text == "liquidity" })
    policy.pools[position].conversion = ConversionRule(
      moment: .close, fundingPrice: nil, difference: .pool)
    rules = ProgramRules(
      policy: policy, policyDigest: plain.policyDigest, catalogue: plain.catalogue,
      catalogueDigest: plain.catalogueDigest)
  }

  @Test func law1HoldsAfterEveryEntryAndStatement() throws {
    var transactions = 0
    var conversions = 0
    for seed in 0..<1_000 as Range<UInt64> {
      let facts = try history(seed: seed)
      var fold = BooksLog(reading: facts, rules: rules)
      var pools = rules.policy.pools.map { RandomStatements($0, seed: seed) }
      while try fold.step() {
        check(fold, pools, "seed \(seed), line \(fold.log.lineCount)")
        guard let next = try fold.nextAdmittedAt() else { continue }
        try state(&pools, &fold, until: next, "seed \(seed)")
      }
      #expect(fold.books.findings == [], "seed \(seed)")
      transactions += fold.books.ledger.transactions.count
      conversions += fold.books.ledger.transactions.count { $0.narration == .converted }
    }
    #expect(transactions > 30_000, "histories hold enough to matter: \(transactions)")
    #expect(conversions > 3_000, "and enough conversions: \(conversions)")
  }

  /// Every epoch of every pool, to the last one, after which nothing is committed any more.
  @Test func nothingIsCommittedAfterTheLastEpoch() throws {
    for seed in 0..<20 as Range<UInt64> {
      var fold = BooksLog(reading: try history(seed: seed), rules: rules)
      while try fold.step() {}
      var pools = rules.policy.pools.map { RandomStatements($0, seed: seed) }
      try state(&pools, &fold, until: .latest, "seed \(seed)")
      #expect(fold.books.findings == [], "seed \(seed)")
      for pool in rules.policy.pools {
        let account = Account.obligations(pool: pool.name, .committed)
        #expect(fold.books.ledger.balanceMicros(account, .usd) == 0, "seed \(seed)")
      }
    }
  }

  private func history(seed: UInt64) throws -> [UInt8] {
    var writer = try FactsWriter.program(rules: rules)
    var history = RandomHistory(seed: seed)
    for index in 0..<24 {
      do { try writer.add(history.row(day: index / 2)) } catch is FactsError { continue }
    }
    return writer.bytes
  }

  /// Takes in the statement of every epoch that ends by then.
  private func state(
    _ pools: inout [RandomStatements], _ fold: inout BooksLog, until end: Timestamp,
    _ place: String
  ) throws {
    for index in pools.indices {
      let calendar = EpochCalendar(pools[index].pool)
      while let span = calendar.epoch(pools[index].nextEpoch) {
        guard span.end <= end else { break }
        let previous = digest(pools[index])
        let totals = try pools[index].next(in: fold.log.state)
        fold.books.take(
          totals, digest: digest(pools[index]) ?? .zero, previous: previous, time: span.end,
          state: fold.log.state)
        check(fold, pools, "\(place), \(totals.pool)/\(totals.epoch)")
      }
    }
  }

  /// A digest that stands for the newest statement of a pool.
  private func digest(_ statements: RandomStatements) -> Digest? {
    statements.last.map { ProgramFixture.digest("\($0.pool)/\($0.epoch)") }
  }

  /// Law 1, and balances that follow from the facts and totals by other ways.
  private func check(_ fold: BooksLog, _ pools: [RandomStatements], _ place: String) {
    let ledger = fold.books.ledger
    let broken = Conservation.equations(ledger).filter { !$0.holds }
    #expect(broken == [], "\(place)")
    let state = fold.log.state
    for statements in pools {
      let pool = statements.pool
      func balance(_ account: ObligationAccount, _ currency: Currency = .usd) -> Int128 {
        ledger.balanceMicros(.obligations(pool: pool.name, account), currency)
      }
      let begun = EpochCalendar(pool)
      let promised: UInt128 =
        switch pool.kind {
        case .committed: state.contracts.committedMicros(pool: pool.name)
        case .research: state.campaigns.capMicros(pool: pool.name)
        case .epoch, .activity:
          UInt128(
            (1..<statements.nextEpoch).reduce(Int128(0)) {
              $0 + begun.potMicros(of: pool.amount.amount, epoch: $1)
            })
        }
      let amount = Int128(pool.amount.amount.micros)
      let isAgreed =
        balance(.authority) == -amount && balance(.available) == amount - Int128(promised)
        && balance(.accrued) == statements.last?.unvestedMicros ?? 0
        && balance(.heldReview) == statements.last?.onHoldMicros ?? 0
        && balance(.vestedUnpaid) + balance(.settledConversion)
          == statements.last?.vestedMicros ?? 0
        && balance(.vestedUnpaid, .uakt) == statements.last?.uaktToDate ?? 0
      #expect(isAgreed, "\(place), \(pool.name)")
    }
  }
}
