import Payouts
import Quantities
import TestSupport
import Testing

@Suite struct TreasuryTests {
  @Test func owedIsHeldAgainstTheWalletAtTwoPrices() throws {
    let dollars = OwedAmounts(
      accruedMicros: 1_000_000_000, vestedMicros: 500_000_000, heldMicros: 300_000_000,
      disputedMicros: 200_000_000)
    let uakt = OwedAmounts(vestedMicros: 100_000_000)
    func level(_ wallet: Int64, alert: String = "1") throws -> TreasuryView {
      try #require(
        TreasuryView(
          dollars: dollars, uakt: uakt, walletUakt: wallet, price: Samples.price("2.00"),
          alertLevel: Samples.ratio(alert)))
    }
    let view = try level(1_528_571_429)
    // 2,000 USD at 2.00 are 1,000 AKT, at 1.40 they are 1,428.571429.
    #expect(view.neededUakt == 1_100_000_000)
    #expect(view.stressedPrice == Samples.price("1.40"))
    #expect(view.stressedUakt == 1_528_571_429)
    #expect(view.level == .covered && view.coverage?.ppm == 1_389_610)
    #expect(try level(1_528_571_428).level == .low)
    #expect(try level(1_100_000_000).level == .low)
    #expect(try level(1_099_999_999).level == .short)
    #expect(try level(1_528_571_429, alert: "1.5").level == .low)
    #expect(try level(1_650_000_000, alert: "1.5").level == .covered)
    #expect(try level(-7).level == .short)
  }

  @Test("O-42 tokens sold, proceeds, fees and average price against the obligation")
  func aSaleAgainstItsObligation() throws {
    let sale = try TokenSale(
      method: .exchange, uakt: 4_000_000_000, proceedsMicros: 10_120_000_000,
      feeMicros: 20_000_000, obligationMicros: 10_000_000_000, at: Samples.now,
      receipt: Samples.digest(1), reason: Samples.label("provider-asked-for-usd"))
    #expect(sale.averagePrice == Samples.price("2.53"))
    #expect(sale.inHandMicros == 10_100_000_000)
    #expect(sale.surplusMicros == 100_000_000)
    let less = try TokenSale(
      method: .desk, uakt: 4_000_000_000, proceedsMicros: 9_900_000_000, feeMicros: 0,
      obligationMicros: 10_000_000_000, at: Samples.now, receipt: Samples.digest(1), reason: nil)
    #expect(less.surplusMicros == -100_000_000)
  }

  @Test func aMarketSaleNeedsAReason() {
    func refusal(
      _ method: TokenSale.Method, uakt: Int64 = 1, proceeds: Int64 = 2, fee: Int64 = 0
    ) -> TokenSale.Refusal? {
      do {
        _ = try TokenSale(
          method: method, uakt: uakt, proceedsMicros: proceeds, feeMicros: fee,
          obligationMicros: 0, at: Samples.now, receipt: .zero, reason: nil)
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal(.exchange) == .reasonMissing && refusal(.marketMaker) == .reasonMissing)
    #expect(refusal(.desk) == nil && refusal(.counterparty) == nil)
    #expect(refusal(.desk, uakt: 0) == .amounts && refusal(.desk, fee: -1) == .amounts)
    #expect(refusal(.desk, fee: 3) == .feeAboveProceeds)
    #expect(refusal(.desk, proceeds: 0) == .price)
    #expect(refusal(.desk, uakt: .max) == .amounts && refusal(.desk, proceeds: .min) == .amounts)
  }

  @Test func onlyUaktIsPaidOut() throws {
    try PayoutDenomination.check("uakt")
    #expect(throws: PayoutDenomination.Refusal.creditCannotBeSent) {
      try PayoutDenomination.check("uact")
    }
    let text = "\(PayoutDenomination.Refusal.creditCannotBeSent)"
    #expect(text.contains("does not let it be sent"))
    for other in ["", "UAKT", "akt", "ibc/17", "uakt "] {
      #expect(throws: PayoutDenomination.Refusal.unknown(other)) {
        try PayoutDenomination.check(other)
      }
    }
  }

  @Test func claimsAreServedByLevelAndEqualsGetEqual() {
    for seed in 0..<1_000 {
      var random = SplitMix64(seed: UInt64(seed))
      let count = random.within(1...9)
      let claims = (0..<count).map { _ in Int64(random.below(1_000)) - 50 }
      let levels = (0..<count).map { _ in random.below(3) }
      let available = Int64(random.below(3_000)) - 100
      let granted = ClaimPriority.served(claims, levels: levels, availableMicros: available)
      let sum = granted.reduce(0, +)
      #expect(sum <= max(0, available), "seed \(seed)")
      for (one, claim) in claims.enumerated() {
        #expect(granted[one] >= 0 && granted[one] <= max(0, claim), "seed \(seed)")
        for other in claims.indices where levels[other] == levels[one] && claims[other] == claim {
          #expect(granted[other] == granted[one], "seed \(seed)")
        }
        // A later level gets something only when every earlier one is served in full.
        for other in claims.indices where levels[other] > levels[one] && granted[other] > 0 {
          #expect(granted[one] == max(0, claim), "seed \(seed)")
        }
      }
    }
  }

  @Test func aPriceJumpBeyondThePolicyIsSeen() {
    let price = Samples.price("2.00")
    let part = Samples.ratio("25%")
    #expect(!price.isJump(to: Samples.price("2.50"), beyond: part))
    #expect(price.isJump(to: Samples.price("2.500001"), beyond: part))
    #expect(!price.isJump(to: Samples.price("1.50"), beyond: part))
    #expect(price.isJump(to: Samples.price("1.499999"), beyond: part))
  }
}
