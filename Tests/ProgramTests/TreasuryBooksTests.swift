import Accounting
import Payouts
import Policy
import Program
import Quantities
import Testing

/// What money that moves posts, and that law 1 holds after each entry.
@Suite struct TreasuryBooksTests {
  private let rules: ProgramRules

  init() throws {
    rules = try ProgramFixture.rules(of: ProgramFixture.treasuryPolicyText)
  }

  private func fold(_ rows: [String], ready: Bool = true) throws -> BooksLog {
    var writer = try FactsWriter.program(rules: rules)
    for row in (ready ? RejectionRows.ready : []) + rows { try writer.add(row) }
    var fold = BooksLog(reading: writer.bytes, rules: rules)
    while try fold.step() {
      for equation in Conservation.equations(fold.books.ledger) {
        #expect(equation.holds, "line \(fold.log.lineCount): \(equation)")
      }
    }
    // The statements of these rows are small; that their base is not the pot's is known.
    let isKnown = fold.books.findings.allSatisfy {
      if case .statementDiffers(.base, _, _) = $0.problem { true } else { false }
    }
    #expect(isKnown, "\(fold.books.findings)")
    return fold
  }

  private func tokens(_ fold: BooksLog, _ account: TokenAccount) -> Int128 {
    fold.books.ledger.balanceMicros(.tokens(account), .uakt)
  }

  private func dollars(_ fold: BooksLog, _ account: ObligationAccount) throws -> Int128 {
    fold.books.ledger.balanceMicros(
      .obligations(pool: try Label("liquidity"), account), .usd)
  }

  private func wallet(_ fold: BooksLog) -> Int128 { fold.log.state.treasury.walletUakt }

  @Test func fundingIsReceivedAndInTheWallet() throws {
    let fold = try self.fold([])
    #expect(tokens(fold, .received) == -1_000_000 && tokens(fold, .wallet) == 1_000_000)
    #expect(wallet(fold) == 1_000_000)
    #expect(fold.log.state.treasury.fundedMicros == 2_000_000)
  }

  @Test func aConfirmedPayoutSettlesDollarsByItsPriceAndPaysTheFee() throws {
    let fold = try self.fold(["d10 admin prepare", "d10 admin signpay", "d10 admin confirm"])
    #expect(try dollars(fold, .vestedUnpaid) == 0)
    #expect(try dollars(fold, .settledPaid) == 50)
    #expect(tokens(fold, .paid) == 25 && tokens(fold, .fees) == 3)
    #expect(tokens(fold, .wallet) == 999_972 && wallet(fold) == 999_972)
    let paid = try #require(
      fold.books.ledger.transactions.first { $0.narration == .paid })
    #expect(paid.subject == .payout(batch: 1))
    #expect(
      paid.evidence
        == PriceEvidence(
          price: try Price18("2"), record: ProgramFixture.digest("plan")))
  }

  @Test func nothingIsBookedBeforeItLanded() throws {
    let fold = try self.fold(["d10 admin prepare", "d10 admin signpay"])
    #expect(try dollars(fold, .vestedUnpaid) == 50)
    #expect(tokens(fold, .wallet) == 1_000_000)
  }

  @Test func aFailedPayoutCostsItsFeeAlone() throws {
    let fold = try self.fold(["d10 admin prepare", "d10 admin fail"])
    #expect(try dollars(fold, .settledPaid) == 0)
    #expect(tokens(fold, .fees) == 3 && tokens(fold, .paid) == 0)
    #expect(wallet(fold) == 999_997)
  }

  @Test func anExpiredPayoutCostsNothingAndItsReplacementPaysOnce() throws {
    let expired = try fold(["d10 admin prepare", "d10 admin expire"])
    #expect(tokens(expired, .wallet) == 1_000_000)
    let paid = try fold([
      "d10 admin prepare",
      "d10 admin expire from=null through=null usedBy=#sign9 "
        + "transaction=#tx9 code=5 height=400",
      "d10 admin prepare signBytes=#sign2 sequence=6",
      "d10 admin confirm signBytes=#sign2 sequence=6",
    ])
    #expect(tokens(paid, .paid) == 25)
    #expect(try dollars(paid, .settledPaid) == 50)
  }

  @Test("O-42 tokens sold: proceeds, fees, average price, and the dollars sent on")
  func aSaleBringsDollarsAndSettles() throws {
    let fold = try self.fold(["d10 admin sell"])
    #expect(tokens(fold, .sold) == 30 && tokens(fold, .fees) == 1)
    #expect(wallet(fold) == 999_969)
    let ledger = fold.books.ledger
    #expect(ledger.balanceMicros(.sales(.proceeds), .usd) == -60)
    #expect(ledger.balanceMicros(.sales(.fees), .usd) == 2)
    #expect(ledger.balanceMicros(.sales(.inHand), .usd) == 8)
    #expect(ledger.balanceMicros(.sales(.paidOut), .usd) == 50)
    #expect(try dollars(fold, .settledPaid) == 50)
    let sold = try #require(ledger.transactions.first { $0.narration == .sold })
    #expect(sold.evidence?.price == (try Price18("2")))
  }

  @Test("O-43 revenue arrives: 10,000 at 5 % are 9,500")
  func revenueIsBookedWhenItArrives() throws {
    let fold = try self.fold(["d2 admin agree", "d2 admin earn", "d3 admin revenue"])
    #expect(tokens(fold, .revenue) == -9_500 && wallet(fold) == 1_009_500)
    let treasury = fold.log.state.treasury
    let earning = try #require(treasury.earnings.first?.body)
    let account = try RevenueAccount(
      earnings: [
        LeaseEarning(
          leaseClass: earning.leaseClass,
          span: try TimeSpan(start: earning.from, end: earning.until),
          uakt: earning.earned.micros, refundedUakt: earning.refunded.micros)
      ],
      terms: treasury.terms.map { $0.body.terms(agreed: $0.admittedAt) },
      remittedUakt: treasury.revenue.map(\.body.uakt.micros))
    #expect(account.dueUakt == 9_500 && account.outstandingUakt == 0)
    #expect(account.isRetroactive)
  }

  @Test func explainedTransfersMoveTheWallet() throws {
    let fold = try self.fold([
      "d2 admin explain", "d2 admin explain direction=out uakt=4 transaction=#o2",
      "d2 admin explain direction=fee uakt=2 transaction=#o2 counterparty=null",
    ])
    #expect(tokens(fold, .received) == -1_000_007)
    #expect(tokens(fold, .paid) == 4 && tokens(fold, .fees) == 2)
    #expect(wallet(fold) == 1_000_001)
  }

  @Test("O-10 at the end what is left is one return, and the wallet closes at 0")
  func theWalletClosesAtZero() throws {
    let rows =
      ["d0 committee wallet", "d0 admin receive"] + HistoryRows.everyEpoch() + [
        "d500 committee closeprogram",
        "d501 committee prepare purpose=return totals= price=null uakt=999990 fee=10",
        "d501 committee confirm",
      ]
    let fold = try self.fold(rows, ready: false)
    #expect(tokens(fold, .returned) == 999_990 && tokens(fold, .fees) == 10)
    #expect(tokens(fold, .wallet) == 0 && wallet(fold) == 0)
    #expect(throws: FactsError.self) {
      try self.fold(
        rows.dropLast(2) + [
          "d501 committee prepare purpose=return totals= price=null uakt=999991 fee=10"
        ], ready: false)
    }
  }

  @Test func aReturnInTheMiddleLeavesWhatIsOwedAndCommitted() throws {
    let funded = [
      "d0 committee wallet", "d0 admin receive uakt=1000000000000",
      "d0 admin sign line=spare units=1 rate=2000000 from=d0 to=d366",
    ]
    // The epoch pools' 850,000 dollars and the contract's 17,568 at 2 dollars less 30 %.
    let needed = (850_000_000_000 + Int128(366 * 24) * 2_000_000) * 10 / 14 + 1
    let most = 1_000_000_000_000 - needed - 3
    let row = "d1 admin prepare purpose=return totals= uakt="
    #expect(throws: FactsError.self) { try self.fold(funded + [row + "\(most + 1)"], ready: false) }
    let fold = try self.fold(funded + [row + "\(most)", "d1 admin confirm"], ready: false)
    #expect(tokens(fold, .returned) == most)
  }

  @Test func commitmentsStayWithinWhatWasReceived() throws {
    let rows = ["d0 committee wallet", "d0 admin receive", "d0 admin open cap=2000000"]
    let fold = try self.fold(rows, ready: false)
    #expect(fold.log.state.campaigns.capMicros(pool: try Label("research")) == 2_000_000)
    #expect(throws: FactsError.self) {
      try self.fold(rows + ["d0 admin open campaign=k2 cap=1"], ready: false)
    }
    #expect(
      try self.fold(
        rows + [
          "d0 admin receive tranche=t2 transaction=#tx2 uakt=1", "d0 admin open campaign=k2 cap=2",
        ], ready: false
      ).books.findings == [])
  }
}
