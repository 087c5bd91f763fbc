import Payouts
import Quantities
import Testing

@Suite struct DueTests {
  typealias Step = DueLine.Step

  @Test func dueIsWhatIsPayableLessWhatWasPaid() throws {
    var line = Samples.line("akash1a", vested: 5_000)
    line.steps.append(Step(payable: Samples.future, vestedMicros: 9_000))
    line.unvestedMicros = 700
    line.reviewMicros = 60
    line.paidMicros = 2_000
    let plan = try Samples.plan([line])
    #expect(plan.sent(to: "akash1a") == 3_000)
    #expect(plan.unpaid("akash1a") == [.inHold: 4_000, .unvested: 700, .heldForReview: 60])
    #expect(plan.isConserved)
  }

  @Test func whatALaterStatementTookBackIsNotPaidDuringItsHold() throws {
    var line = Samples.line("akash1a", vested: 5_000)
    line.steps.append(Step(payable: Samples.future, vestedMicros: 3_500))
    line.steps.append(Step(payable: Samples.future, vestedMicros: 4_200))
    let plan = try Samples.plan([line])
    #expect(plan.sent(to: "akash1a") == 3_500)
    #expect(plan.unpaid("akash1a") == [.inHold: 700])
  }

  @Test func beforeTheFirstPayoutDateNothingIsDue() throws {
    let line = DueLine(
      key: Samples.key("akash1a"), steps: [Step(payable: Samples.future, vestedMicros: 9_000)])
    let plan = try Samples.plan([line])
    #expect(plan.outputs.isEmpty)
    #expect(plan.gas == 0 && plan.feeUakt == 0)
    #expect(plan.unpaid("akash1a") == [.inHold: 9_000])
  }

  @Test func whatIsInTheUndecidedBatchIsNotDueAgain() throws {
    var line = Samples.line("akash1a", vested: 5_000)
    line.inBatchMicros = 5_000
    let plan = try Samples.plan([line])
    #expect(plan.outputs.isEmpty)
    #expect(plan.isConserved)
  }

  @Test func aDisputeHoldsItsAmountAndNoMore() throws {
    var line = Samples.line("akash1a", vested: 5_000)
    line.disputes = [DueLine.Dispute(payable: Samples.past, micros: 1_200)]
    #expect(try Samples.plan([line]).sent(to: "akash1a") == 3_800)
    line.disputes = [DueLine.Dispute(payable: Samples.past, micros: 99_000)]
    let all = try Samples.plan([line])
    #expect(all.outputs.isEmpty && all.unpaid("akash1a") == [.disputed: 5_000])
    // One about an epoch that is still in its hold leaves what is due alone.
    line.steps.append(Step(payable: Samples.future, vestedMicros: 8_000))
    line.disputes = [DueLine.Dispute(payable: Samples.future, micros: 3_000)]
    let later = try Samples.plan([line])
    #expect(later.sent(to: "akash1a") == 5_000)
    #expect(later.unpaid("akash1a") == [.disputed: 3_000])
  }

  @Test("decision 0013: a debt is set against the beneficiary's other lines of the pool")
  func debtsStayWithTheBeneficiary() throws {
    func line(_ payee: String, vested: Int64, paid: Int64, party: String) -> DueLine {
      var line = Samples.line(payee, vested: vested)
      line.key = Samples.key(payee, party: party)
      line.paidMicros = paid
      return line
    }
    let lines = [
      line("akash1old", vested: 1_000, paid: 4_000, party: "acme"),
      line("akash1new", vested: 6_000, paid: 0, party: "acme"),
      line("akash1other", vested: 500, paid: 0, party: "else"),
    ]
    let plan = try Samples.plan(lines)
    #expect(plan.sent(to: "akash1new") == 3_000)
    #expect(plan.unpaid("akash1new") == [.owedBack: 3_000])
    #expect(plan.sent(to: "akash1other") == 500)
    #expect(
      plan.outcomes.first { $0.key.payee == Samples.address("akash1old") }?.owingMicros == 3_000)
    #expect(plan.isConserved)
  }

  @Test func aDebtIsSplitOverTheOtherLinesToTheLastUnit() throws {
    let lines = [("akash1a", 100), ("akash1b", 200), ("akash1c", 400)].map { payee, vested in
      var line = Samples.line(payee, vested: Int64(vested))
      line.key = Samples.key(payee, party: "acme")
      return line
    }
    var debtor = Samples.line("akash1d", vested: 0)
    debtor.key = Samples.key("akash1d", party: "acme")
    debtor.owedBackMicros = 100
    let plan = try Samples.plan(lines + [debtor]) { $0.rule.minimumUakt = 1 }
    #expect(plan.totalUakt == 600)
    let parts = ["akash1a", "akash1b", "akash1c"].map { plan.unpaid($0)[.owedBack] ?? 0 }
    #expect(parts.reduce(0, +) == 100)
    #expect(parts == [14, 28, 58])
  }

  @Test func aScreenedPayeeIsHeldAndNothingElseIsSaid() throws {
    var line = Samples.line("akash1a", vested: 5_000)
    line.providers = [Samples.address("akash1provider")]
    line.fault = .malformed
    for name in ["akash1a", "akash1provider"] {
      let plan = try Samples.plan([line, Samples.line("akash1b", vested: 700)]) {
        $0.screening = ScreeningList([Samples.party(name)])
      }
      #expect(plan.unpaid("akash1a") == [.administrativeHold: 5_000])
      #expect(plan.sent(to: "akash1b") == 700)
    }
    #expect(try Samples.plan([line]).unpaid("akash1a") == [.payeeRefused: 5_000])
  }

  @Test func oneBadAddressNeverBlocksTheOthers() throws {
    for fault in AddressFault.allCases {
      var bad = Samples.line("akash1bad", vested: 5_000)
      bad.fault = fault
      let plan = try Samples.plan([bad, Samples.line("akash1good", vested: 700)])
      #expect(plan.outputs.map(\.payee) == [Samples.address("akash1good")])
      #expect(plan.unpaid("akash1bad") == [.payeeRefused: 5_000])
    }
  }

  @Test func aChangeOfPayeeNeedsTheProvidersSignatureAndTime() throws {
    var line = Samples.line("akash1new", vested: 5_000)
    let old = Samples.line("akash1old", vested: 300)
    func reason(at time: Int64, signed: Bool) throws -> [UnpaidReason: Int64] {
      line.naming = .named(at: Samples.seconds(time), signedByProvider: signed)
      let plan = try Samples.plan([line, old])
      // What the payee before it earned is still paid to that one.
      #expect(plan.sent(to: "akash1old") == 300)
      return plan.unpaid("akash1new")
    }
    let cooled = Samples.now.seconds - 604_800
    #expect(try reason(at: cooled, signed: true) == [:])
    #expect(try reason(at: cooled + 1, signed: true) == [.payeeCooling: 5_000])
    #expect(try reason(at: 0, signed: false) == [.payeeUnsigned: 5_000])
  }

  @Test func haltedPayoutsPayNobody() throws {
    let plan = try Samples.plan([Samples.line("akash1a", vested: 5_000)]) { $0.isHalted = true }
    #expect(plan.unpaid("akash1a") == [.payoutsHalted: 5_000])
  }

  @Test func dollarsWaitForAPriceAndAreFlooredOnce() throws {
    var line = Samples.line("akash1a", vested: 10_000_000)
    line.key = Samples.key("akash1a", currency: .usd)
    #expect(try Samples.plan([line]).unpaid("akash1a") == [.waitingForPrice: 10_000_000])
    let plan = try Samples.plan([line]) { $0.price = Samples.price("3.00") }
    #expect(plan.sent(to: "akash1a") == 3_333_333)
    #expect(plan.outputs.first?.parts.first?.settledMicros == 10_000_000)
  }

  @Test func aLineThatStandsTwiceIsRefused() throws {
    let line = Samples.line("akash1a", vested: 5_000)
    #expect(throws: DueRefusal.lineTwice(line.key)) { try Samples.plan([line, line]) }
  }

  @Test func hostileAmountsAreRefusedAndNeverTrap() throws {
    for micros in [Int64.min, -1, Int64.max, Amount.limitMicros + 1] {
      var line = Samples.line("akash1a", vested: 5_000)
      line.paidMicros = micros
      #expect(throws: DueRefusal.lineUnsound(line.key)) { try Samples.plan([line]) }
    }
    let huge = (0..<20).map { Samples.line("akash1x\($0)", vested: Amount.limitMicros) }
    #expect(throws: DueRefusal.overflow) { try Samples.plan(huge) }
    var dollars = Samples.line("akash1a", vested: Amount.limitMicros)
    dollars.key = Samples.key("akash1a", currency: .usd)
    #expect(throws: DueRefusal.overflow) {
      try Samples.plan([dollars]) { $0.price = try? Price18(scaled: 1) }
    }
  }
}
