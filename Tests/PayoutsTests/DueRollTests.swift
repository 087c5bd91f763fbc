import Payouts
import Quantities
import Rewards
import Testing

@Suite struct DueRollTests {
  private static let key = LineKey(
    payee: Samples.address("akash1a"), beneficiary: Samples.party("acme"))

  private static func line(
    vested: Int64, unvested: Int64 = 0, uakt: Int64 = 0, waiting: Int64 = 0
  ) -> StatementLine {
    var line = StatementLine(key: key)
    line.vestedMicros = vested
    line.uaktToDate = uakt
    line.waitingMicros = waiting
    if unvested > 0 {
      line.unvested = [.init(claim: Samples.label("c"), vests: Samples.future, micros: unvested)]
    }
    return line
  }

  private static func statement(
    _ epoch: Int, _ lines: [StatementLine], currency: Currency = .usd, price: String? = nil
  ) -> Statement {
    let time = Samples.seconds(900_000 + Int64(epoch) * 50_000)
    return Statement(
      program: .zero, pool: Samples.pool, epoch: epoch, version: 1,
      span: Samples.known { try TimeSpan(start: time, end: time) }, rules: 1,
      isDemonstration: true, policy: .zero, catalogue: .zero, facts: .zero, previous: nil,
      currency: currency, price: price.map(Samples.price),
      pot: Statement.Pot(
        baseMicros: 0, carriedInMicros: 0, earnedMicros: 0, unallocatedMicros: 0,
        carriedOutMicros: 0, returnedMicros: 0), unallocated: [],
      dates: Statement.Dates(deadline: time, holdUntil: time, payable: time),
      observed: Statement.Observed(slots: 0, unobservedAll: 0), campaigns: [], weight: 0,
      lines: lines)
  }

  @Test func statementsGiveLinesWhoseLastPayableStepCounts() throws {
    // Payable at 950,000, 1,000,000 (now) and 1,050,000.
    let statements = [
      Self.statement(1, []), Self.statement(2, [Self.line(vested: 5_000)]),
      Self.statement(3, [Self.line(vested: 9_000, unvested: 70)]),
    ]
    let lines = try DueRoll.lines(of: statements, convertsInStatements: false)
    let plan = try Samples.plan(lines) { $0.price = Samples.price("1.00") }
    #expect(plan.sent(to: "akash1a") == 5_000)
    #expect(plan.unpaid("akash1a") == [.inHold: 4_000, .unvested: 70])
    #expect(plan.isConserved)
  }

  @Test func whereStatementsConvertTokensArePaidAndDollarsWait() throws {
    let statements = [
      Self.statement(
        1, [Self.line(vested: 5_000, unvested: 70, uakt: 2_500, waiting: 30)], price: "2.00")
    ]
    let lines = try DueRoll.lines(of: statements, convertsInStatements: true)
    #expect(lines.map(\.key.currency) == [.usd, .uakt])
    // Even where a price for paying is at hand: statements convert these dollars, payouts do not.
    let plan = try Samples.plan(lines) { $0.price = Samples.price("9.00") }
    #expect(plan.sent(to: "akash1a") == 2_500)
    #expect(plan.unpaid("akash1a") == [.unvested: 70, .waitingForPrice: 30])
    #expect(plan.isConserved)
  }

  @Test func dollarsTakenBackAreSetAgainstTokensAtTheNewestPrice() throws {
    let statements = [
      Self.statement(1, [Self.line(vested: 5_000, uakt: 2_500)], price: "2.00"),
      Self.statement(2, [Self.line(vested: 4_000, uakt: 2_500, waiting: -1_000)]),
    ]
    let lines = try DueRoll.lines(of: statements, convertsInStatements: true)
    #expect(lines.map(\.owedBackMicros) == [500])
    let plan = try Samples.plan(lines)
    #expect(plan.sent(to: "akash1a") == 2_000)
    #expect(plan.unpaid("akash1a") == [.owedBack: 500])
  }

  @Test func aDebtWithoutAPriceKeepsNobodyElseFromBeingPaid() throws {
    let statements = [
      Self.statement(1, [Self.line(vested: 900, uakt: 300, waiting: -1)])
    ]
    let lines = try DueRoll.lines(of: statements, convertsInStatements: true)
    #expect(lines.map(\.owedBackMicros) == [Amount.limitMicros])
    let plan = try Samples.plan(lines + [Samples.line("akash1b", vested: 700)])
    #expect(plan.sent(to: "akash1a") == 0 && plan.sent(to: "akash1b") == 700)
    #expect(plan.unpaid("akash1a") == [.owedBack: 300])
    #expect(plan.isConserved)
  }

  @Test func disputedDollarsHoldTheMostTokensThatTheyCanHaveBecome() {
    let statements = [
      Self.statement(1, [], price: "2.00"), Self.statement(2, []),
      Self.statement(3, [], price: "0.50"),
    ]
    func held(_ since: Int, _ funding: String? = nil) -> Int64 {
      DueRoll.mostUakt(
        of: 100_000_000, since: statements[since...],
        fundingPrice: funding.map { Samples.price($0) })
    }
    // Vested with the first, and converted with the last: 200 AKT, not 50.
    #expect(held(0) == 200_000_001)
    #expect(held(1, "0.50") == 200_000_001)
    // At the price of funding, whatever statements say.
    #expect(held(0, "4.00") == 25_000_001)
    // Nothing says what it is: all of the line waits.
    #expect(
      DueRoll.mostUakt(of: 1, since: statements[1...1], fundingPrice: nil) == Amount.limitMicros)
  }

  @Test func aHoldThatBecomesShorterStopsNobody() throws {
    let later = Self.statement(1, [Self.line(vested: 400)], currency: .uakt)
    var sooner = Self.statement(2, [Self.line(vested: 1_000)], currency: .uakt)
    sooner.dates.payable = try later.dates.payable.adding(seconds: -50_000)
    let lines = try DueRoll.lines(of: [later, sooner], convertsInStatements: false)
    #expect(lines[0].steps.map(\.payable) == [later.dates.payable, later.dates.payable])
    #expect(lines[0].steps.map(\.vestedMicros) == [400, 1_000])
    #expect(throws: Never.self) { try Samples.plan(lines) }
  }

  @Test func missingEpochsAndOtherPoolsAreRefused() throws {
    let first = Self.statement(1, [])
    #expect(throws: DueRoll.Refusal.epochOutOfOrder(3, expected: 2)) {
      try DueRoll.lines(of: [first, Self.statement(3, [])], convertsInStatements: false)
    }
    #expect(throws: DueRoll.Refusal.otherPool(epoch: 1)) {
      try DueRoll.lines(
        of: [first, Self.statement(2, [], currency: .uakt)], convertsInStatements: false)
    }
    #expect(try DueRoll.lines(of: [], convertsInStatements: true).isEmpty)
  }
}
