import Accounting
import Policy
import Program
import Quantities
import Rewards
import Testing

@Suite struct BooksTests {
  private let rules: ProgramRules

  init() throws {
    rules = try ProgramFixture.rules()
  }

  private func fold(_ rows: [String]) throws -> BooksLog {
    var writer = try FactsWriter.program(rules: rules)
    for row in rows { try writer.add(row) }
    var fold = BooksLog(reading: writer.bytes, rules: rules)
    while try fold.step() {}
    return fold
  }

  private func balance(
    _ fold: BooksLog, _ pool: String, _ term: ObligationAccount.Term
  ) throws -> Int128 {
    fold.books.ledger.balanceMicros(pool: try Label(pool), term, .usd)
  }

  /// 100 units at 1.125 dollars for 32,000,000 seconds.
  private let million =
    "d0 admin sign line=spare units=100 rate=1125000 from=d0 to=d370+32000"

  @Test("O-08 a signed contract of 1,000,000 is committed, nothing is spent, available is less")
  func aSignedContractIsCommitted() throws {
    let before = try fold([])
    let after = try fold([million])
    let amount: Int128 = 1_000_000_000_000
    #expect(try balance(after, "committed", .committed) == amount)
    for spent in [ObligationAccount.Term.accrued, .vestedUnpaid, .held, .settled, .released] {
      #expect(try balance(after, "committed", spent) == 0)
    }
    let available = try balance(before, "committed", .available)
    #expect(available == 3_500_000_000_000)
    #expect(try balance(after, "committed", .available) == available - amount)
    let last = try #require(after.books.ledger.transactions.last)
    #expect(last.narration == .contractSigned && last.line == 3)
  }

  @Test func anEarlyEndFreesWhatIsNotYetEarned() throws {
    // 100 units · 1.125 dollars · 240 hours.
    let fold = try fold([million, "d0 admin end at=d10"])
    #expect(try balance(fold, "committed", .committed) == 27_000_000_000)
    #expect(try balance(fold, "committed", .available) == 3_473_000_000_000)
    let again = try self.fold([million, "d0 admin end at=d10", "d1 admin end at=d0+86400"])
    #expect(try balance(again, "committed", .committed) == 2_700_000_000)
    #expect(again.books.findings == [])
  }

  @Test func aCampaignCommitsItsCapAndItsCloseFreesNothing() throws {
    let fold = try fold(["d0 admin open", "d1 admin close"])
    #expect(try balance(fold, "research", .committed) == 400_000_000_000)
    #expect(try balance(fold, "research", .available) == 250_000_000_000)
  }

  @Test func everyPoolsAmountIsItsAuthority() throws {
    let fold = try fold([])
    let given = fold.books.ledger.transactions.filter { $0.narration == .authorityGiven }
    #expect(given.count == rules.policy.pools.count)
    #expect(try balance(fold, "liquidity", .authority) == -750_000_000_000)
  }

  // MARK: Statements

  private func totals(
    _ epoch: Int, _ change: (inout StatementTotals) -> Void = { _ in }
  ) throws -> StatementTotals {
    // 750,000 dollars over 120 days: the issue of O-25.
    var totals = StatementTotals(
      pool: try Label("liquidity"), epoch: epoch, currency: .usd, price: nil,
      pot: Statement.Pot(
        baseMicros: 6_250_000_000, carriedInMicros: 0, earnedMicros: 6_250_000_000,
        unallocatedMicros: 0, carriedOutMicros: 0, returnedMicros: 0),
      accruedMicros: 6_250_000_000 * Int128(epoch), vestedMicros: 6_250_000_000 * Int128(epoch),
      onHoldMicros: 0, takenBackMicros: 0, waitingMicros: 0, uaktToDate: 0)
    change(&totals)
    return totals
  }

  private func findings(
    _ statements: [StatementTotals], previous: [Digest?] = []
  ) throws -> [BooksFinding] {
    var fold = try fold([])
    var last: Digest?
    for (index, totals) in statements.enumerated() {
      let digest = ProgramFixture.digest("\(totals.pool)/\(totals.epoch)")
      fold.books.take(
        totals, digest: digest, previous: index < previous.count ? previous[index] : last,
        time: try ProgramFixture.time(Int64(totals.epoch) + 3), state: fold.log.state)
      last = digest
    }
    return fold.books.findings
  }

  @Test func aStatementThatFollowsIsBookedWithoutFindings() throws {
    #expect(try findings([totals(1), totals(2)]) == [])
  }

  @Test func everyFigureThatDoesNotFollowIsFoundWithBothSides() throws {
    func found(_ change: (inout StatementTotals) -> Void) throws -> [BooksFinding.Problem] {
      try findings([totals(1, change)]).map(\.problem)
    }
    let base = try found { totals in
      totals.pot.baseMicros += 5
      totals.pot.unallocatedMicros = 5
      totals.pot.carriedOutMicros = 5
    }
    #expect(
      base == [
        .statementDiffers(.base, statedMicros: 6_250_000_005, expectedMicros: 6_250_000_000)
      ])
    let carried = try found { totals in
      totals.pot.carriedInMicros = 7
      totals.pot.unallocatedMicros = 7
      totals.pot.carriedOutMicros = 7
    }
    #expect(carried.first == .statementDiffers(.carriedIn, statedMicros: 7, expectedMicros: 0))
    let pot = try found { $0.pot.unallocatedMicros = 1 }
    #expect(
      pot.first
        == .statementDiffers(.pot, statedMicros: 6_250_000_001, expectedMicros: 6_250_000_000))
    #expect(
      pot.last == .statementDiffers(.unallocated, statedMicros: 0, expectedMicros: 1))
    let accrued = try found { totals in
      totals.accruedMicros += 1
      totals.vestedMicros += 1
    }
    #expect(
      accrued.first
        == .statementDiffers(
          .accrued, statedMicros: 6_250_000_001, expectedMicros: 6_250_000_000))
    #expect(accrued.last == .untransactable(.unbalanced(.usd, sumMicros: 1)))
    for finding in try findings([totals(1) { $0.pot.baseMicros += 5 }]) {
      #expect(finding.line == 2)
      #expect(finding.wording.what.hasPrefix("Line 2, epoch liquidity/1: "))
    }
  }

  @Test func statementsComeOneAfterTheOther() throws {
    let gap = try findings([totals(2)])
    #expect(gap.map(\.problem) == [.statementOrder(expectedEpoch: 1)])
    let twice = try findings([totals(1), totals(1)])
    #expect(twice.map(\.problem) == [.statementOrder(expectedEpoch: 2)])
    let chain = try findings([totals(1), totals(2)], previous: [nil, .zero])
    let first = ProgramFixture.digest("liquidity/1")
    #expect(chain.map(\.problem) == [.statementChain(expected: first, found: .zero)])
    let other = try findings([
      totals(1) { $0.pool = (try? Label("nowhere")) ?? $0.pool }, totals(1) { $0.currency = .uakt },
    ])
    #expect(other.map(\.problem) == [.statementForeign, .statementForeign])
  }

  @Test func morePromisedThanThereIsIsFound() throws {
    let found = try findings([
      totals(1) { totals in
        totals.pot.baseMicros = 750_000_000_001
        totals.pot.unallocatedMicros = 743_750_000_001
        totals.pot.carriedOutMicros = 743_750_000_001
      }
    ])
    #expect(found.contains { $0.problem == .overdrawn(.available, .usd, micros: -1) })
  }

  /// DESIGN law 1: what converts cannot come to more than its worth at the price.
  @Test func uaktBeyondTheirWorthAreFoundAndNotBooked() throws {
    var policy = rules.policy
    let position = try #require(policy.pools.firstIndex { $0.name.text == "liquidity" })
    policy.pools[position].conversion = ConversionRule(
      moment: .close, fundingPrice: nil, difference: .pool)
    let rules = ProgramRules(
      policy: policy, policyDigest: self.rules.policyDigest, catalogue: self.rules.catalogue,
      catalogueDigest: self.rules.catalogueDigest)
    for (uakt, isRight) in [(Int128(2_500_000_000), true), (2_500_000_001, false)] {
      let writer = try FactsWriter.program(rules: rules)
      var fold = BooksLog(reading: writer.bytes, rules: rules)
      while try fold.step() {}
      let totals = try totals(1) { totals in
        totals.price = try? Price18("2.5")
        totals.uaktToDate = uakt
      }
      fold.books.take(
        totals, digest: .zero, previous: nil, time: try ProgramFixture.time(4),
        state: fold.log.state)
      let pool = try Label("liquidity")
      let owed = fold.books.ledger.balanceMicros(pool: pool, .vestedUnpaid, .uakt)
      #expect(owed == (isRight ? uakt : 0))
      #expect(
        fold.books.findings.map(\.problem)
          == (isRight
            ? []
            : [
              .statementDiffers(
                .converted, statedMicros: uakt, expectedMicros: 2_500_000_000)
            ]))
      guard isRight else { continue }
      let bridge = try #require(fold.books.ledger.transactions.last)
      #expect(bridge.narration == .converted)
      #expect(bridge.evidence == PriceEvidence(price: try Price18("2.5"), record: .zero))
      #expect(fold.books.ledger.balanceMicros(pool: pool, .settled, .usd) == 6_250_000_000)
    }
  }

  // MARK: Entries of a journal

  /// A statement that follows, as an entry carries it: 750,000 dollars over 120 days.
  private let stated = [
    "d2 admin freeze",
    """
    d2 admin state base=6250000000 earned=6250000000 unallocated=0 carriedOut=0 \
    accrued=6250000000 vested=6000000000 unvested=250000000 held=0
    """,
  ]

  private func balances(_ fold: BooksLog) throws -> [Int128] {
    let terms: [ObligationAccount.Term] = [.available, .committed, .vestedUnpaid, .accrued, .held]
    return try terms.map { try balance(fold, "liquidity", $0) }
  }

  @Test func aStatementsEntryIsBookedWhereItStands() throws {
    let fold = try fold(stated)
    #expect(fold.books.findings == [])
    #expect(fold.books.statementCount == 1)
    #expect(try balances(fold) == [743_750_000_000, 0, 6_000_000_000, 250_000_000, 0])
    #expect(fold.books.ledger.transactions.last?.line == fold.log.lineCount)
  }

  @Test func anEntryWhoseBaseDoesNotFollowIsFound() throws {
    let fold = try fold(["d2 admin freeze", "d2 admin state"])
    #expect(
      fold.books.findings.map(\.problem) == [
        .statementDiffers(.base, statedMicros: 100, expectedMicros: 6_250_000_000)
      ])
  }

  @Test func aDisputeHoldsItsAmountUntilItIsResolved() throws {
    let opened = ["d0 @alice enrol from=d0"] + stated + ["d2 @alice dispute micros=6100000000"]
    let held = try fold(opened)
    #expect(try balances(held) == [743_750_000_000, 0, 0, 150_000_000, 6_100_000_000])
    let freed = try fold(opened + ["d3 committee resolve"])
    #expect(try balances(freed) == [743_750_000_000, 0, 6_000_000_000, 250_000_000, 0])
    #expect(freed.books.findings == [])
    #expect(freed.books.ledger.transactions.last?.narration == .disputeResolved)
  }

  @Test func anAmendmentGivesItsAmountsOnceItIsInForce() throws {
    let rows = ["d0 committee amendprogram", "d120+86399 %o1 price at=d120"]
    func books(_ rows: [String]) throws -> BooksLog {
      var writer = try FactsWriter.program(rules: rules)
      for row in rows { try writer.add(row) }
      var fold = BooksLog(
        reading: writer.bytes, rules: rules,
        library: RulesLibrary([try ProgramFixture.variant("more")]))
      while try fold.step() {}
      return fold
    }
    func amended(_ fold: BooksLog) -> Int {
      fold.books.ledger.transactions.count { $0.narration == .authorityAmended }
    }
    #expect(try amended(books(rows)) == 0)
    let after = try books(rows + ["d121 %o1 price at=d120"])
    #expect(amended(after) > 0)
    for pool in try ProgramFixture.variant("more").policy.pools {
      let authority = after.books.ledger.balanceMicros(
        pool: pool.name, .authority, pool.currency)
      #expect(-authority == Int128(pool.amount.amount.micros))
    }
    #expect(after.books.findings == [])
  }

  @Test func booksWithoutTransactionsComeToTheSameBalances() throws {
    var writer = try FactsWriter.program(rules: rules)
    for row in stated { try writer.add(row) }
    var fold = BooksLog(reading: writer.bytes, rules: rules)
    fold.books = Books(keepsTransactions: false)
    while try fold.step() {}
    let whole = try self.fold(stated)
    #expect(fold.books.ledger.balances == whole.books.ledger.balances)
    #expect(fold.books.ledger.transactions == [])
    #expect(fold.books.ledger.transactionCount == whole.books.ledger.transactions.count)
  }
}
