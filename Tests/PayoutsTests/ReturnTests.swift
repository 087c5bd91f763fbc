import Payouts
import Quantities
import Testing

@Suite struct ReturnTests {
  private func plan(
    wallet: Int64 = 1_000_000, owed: Int64 = 0, dollars: Int64 = 0, committed: Int64 = 0,
    committedDollars: Int64 = 0, fee: Int64 = 5_000, isFinal: Bool = false, undecided: Int? = nil
  ) throws -> ReturnPlan {
    try ReturnPlan(
      walletUakt: wallet, owedUakt: owed, owedMicroDollars: dollars, committedUakt: committed,
      committedMicroDollars: committedDollars, lowerPrice: Samples.price("1.40"), feeUakt: fee,
      isFinal: isFinal, undecidedBatch: undecided)
  }

  @Test("O-10 close-out is one return, and the wallet ends at 0 after the return's own fee")
  func closeOutEndsAtZero() throws {
    let plan = try plan(isFinal: true)
    #expect(plan.returnedUakt == 995_000)
    #expect(plan.remainingUakt == 0 && !plan.usesPrice)
  }

  @Test func atTheWindowsEndWhatIsOwedAndCommittedStays() throws {
    let plan = try plan(owed: 100_000, dollars: 140_001, committed: 50_000, committedDollars: 7)
    // 140,008 µUSD at 1.40 are 100,005.71…, kept in full.
    #expect(plan.keptUakt == 250_006)
    #expect(plan.returnedUakt == 1_000_000 - 250_006 - 5_000)
    #expect(plan.remainingUakt == plan.keptUakt && plan.usesPrice)
  }

  @Test func aCloseOutWithDebtsOrAnUndecidedBatchIsRefused() throws {
    #expect(throws: ReturnPlan.Refusal.stillOwed(uakt: 1)) { try plan(owed: 1, isFinal: true) }
    #expect(throws: ReturnPlan.Refusal.stillOwed(uakt: 1)) {
      try plan(committedDollars: 1, isFinal: true)
    }
    #expect(throws: ReturnPlan.Refusal.undecidedBatch(7)) { try plan(undecided: 7) }
    #expect(throws: ReturnPlan.Refusal.short(byUakt: 1)) { try plan(owed: 995_001) }
    #expect(throws: ReturnPlan.Refusal.nothingLeft(feeUakt: 5_000)) { try plan(owed: 995_000) }
    #expect(try plan(owed: 994_999).returnedUakt == 1)
    #expect(throws: ReturnPlan.Refusal.amounts) { try plan(wallet: -1) }
    #expect(throws: ReturnPlan.Refusal.amounts) { try plan(owed: .max) }
    #expect(throws: ReturnPlan.Refusal.amounts) {
      try plan(dollars: Amount.limitMicros, committedDollars: Amount.limitMicros)
    }
  }
}
