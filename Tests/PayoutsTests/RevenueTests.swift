import Payouts
import Quantities
import Testing

@Suite struct RevenueTests {
  private func terms(
    _ share: String, agreed: Int64 = 0, from: Int64 = 0, fixed: Int64? = nil
  ) -> RevenueTerms {
    var components = [
      RevenueTerms.Component(Samples.label("operator"), .share(Samples.ratio(share)))
    ]
    if let fixed { components.append(.init(Samples.label("hosting"), .fixed(micros: fixed))) }
    return RevenueTerms(
      components: components, agreed: Samples.seconds(agreed), appliesFrom: Samples.seconds(from))
  }

  private func earning(
    _ uakt: Int64, refunded: Int64 = 0, from: Int64 = 1_000, to: Int64 = 2_000,
    committed: Bool = true
  ) -> LeaseEarning {
    LeaseEarning(
      leaseClass: Samples.label("reserved"),
      span: Samples.known {
        try TimeSpan(start: Samples.seconds(from), end: Samples.seconds(to))
      }, uakt: uakt,
      refundedUakt: refunded, isCommittedOnChain: committed)
  }

  @Test("O-43 10,000 AKT at 5 % are 9,500 AKT due, overdue until the transaction is seen")
  func revenueGoesBackNetOfTheOperatorsFee() throws {
    func account(_ remitted: [Int64]) throws -> RevenueAccount {
      try RevenueAccount(
        earnings: [earning(10_000_000_000)], terms: [terms("5%")], remittedUakt: remitted)
    }
    let due = Samples.seconds(5_000)
    let before = try account([])
    #expect(before.dueUakt == 9_500_000_000)
    #expect(before.fees == [Samples.label("operator"): 500_000_000])
    #expect(!before.isOverdue(at: Samples.seconds(4_999), dueDate: due))
    #expect(before.isOverdue(at: due, dueDate: due))
    let part = try account([9_499_999_999])
    #expect(part.outstandingUakt == 1 && part.isOverdue(at: Samples.now, dueDate: due))
    let all = try account([9_000_000_000, 500_000_000])
    #expect(all.outstandingUakt == 0 && !all.isOverdue(at: Samples.now, dueDate: due))
  }

  @Test func refundsAndNamedComponentsLowerWhatIsDue() throws {
    let account = try RevenueAccount(
      earnings: [earning(1_000, refunded: 200)], terms: [terms("5%", fixed: 60)],
      remittedUakt: [])
    #expect(account.fees.values == [60, 40])
    #expect(account.dueUakt == 700)
    // Fees never take more than there is.
    let small = try RevenueAccount(
      earnings: [earning(50)], terms: [terms("90%", fixed: 60)], remittedUakt: [])
    #expect(small.dueUakt == 0 && small.fees.values == [5, 45])
  }

  /// A host chooses how many classes it tells of; hosting is agreed for the span.
  @Test func aFixedFeeIsTakenOncePerSpanWhateverItsClassesAndTerms() throws {
    let whole = try RevenueAccount(
      earnings: [earning(1_000), earning(500)], terms: [terms("5%", fixed: 60)], remittedUakt: [])
    #expect(whole.fees.values == [60, 75])
    // Terms that were agreed anew inside the span: 42 of 700 seconds, 18 of 300.
    let pieces = try RevenueAccount(
      earnings: [earning(1_000)],
      terms: [terms("5%", fixed: 60), terms("5%", agreed: 1_700, from: 1_700, fixed: 60)],
      remittedUakt: [])
    #expect(pieces.fees.values == [60, 50])
    let two = try RevenueAccount(
      earnings: [earning(1_000), earning(1_000, from: 2_000, to: 3_000)],
      terms: [terms("5%", fixed: 60)], remittedUakt: [])
    #expect(two.fees.values == [120, 100])
  }

  @Test func termsHoldFromTheirDateAndSplitsAddUp() throws {
    let all = [terms("10%"), terms("50%", agreed: 3_000, from: 1_700)]
    let account = try RevenueAccount(earnings: [earning(1_000)], terms: all, remittedUakt: [])
    // 700 at 10 %, 300 at 50 %.
    #expect(account.fees.values == [220])
    #expect(account.dueUakt == 780)
    #expect(account.isRetroactive)
    let plain = try RevenueAccount(
      earnings: [earning(1_000)], terms: [terms("10%")], remittedUakt: [])
    #expect(!plain.isRetroactive)
  }

  @Test func timeWithoutTermsAndImpossibleAmountsAreRefused() throws {
    let span = earning(1).span
    #expect(throws: RevenueAccount.Refusal.withoutTerms(span)) {
      try RevenueAccount(
        earnings: [earning(1)], terms: [terms("5%", from: 1_001)], remittedUakt: [])
    }
    for bad in [earning(-1), earning(5, refunded: 6), earning(.max), earning(1, refunded: -1)] {
      #expect(throws: RevenueAccount.Refusal.amounts) {
        try RevenueAccount(earnings: [bad], terms: [terms("5%")], remittedUakt: [])
      }
    }
    let many = (0..<20).map { _ in earning(Amount.limitMicros) }
    #expect(throws: RevenueAccount.Refusal.amounts) {
      try RevenueAccount(earnings: many, terms: [terms("5%")], remittedUakt: [])
    }
    #expect(throws: RevenueAccount.Refusal.amounts) {
      try RevenueAccount(earnings: [], terms: [], remittedUakt: [-1])
    }
  }

  @Test func aClassWithoutItsCommitmentOnChainIsFlagged() throws {
    let account = try RevenueAccount(
      earnings: [earning(1_000, committed: false), earning(1, committed: false)],
      terms: [terms("5%")], remittedUakt: [])
    #expect(account.uncommitted == [Samples.label("reserved")])
  }
}
