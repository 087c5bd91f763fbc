import Application
import Keys
import Payouts
import Policy
import Quantities
import Testing

@Suite struct TreasuryOverviewTests {
  private let order = [PayoutSamples.label("committed"), PayoutSamples.label("liquidity")]

  private func overview(wallet: Int64, price: String?) throws -> TreasuryOverview {
    let plan = try BatchPlan(
      PayoutSamples.input([
        PayoutSamples.line(1, 4_000_000, pool: "committed", currency: .usd),
        PayoutSamples.line(2, 1_000_000), PayoutSamples.line(3, 3_000_000),
      ]).batch)
    return TreasuryOverview(
      plan.outcomes, walletUakt: wallet, price: try price.map { try Price18($0) },
      rule: .standard, order: order)
  }

  @Test func aShortWalletServesPoolsByPriority() throws {
    let view = try overview(wallet: 3_000_000, price: "2.00")
    #expect(view.claims.map(\.neededUakt) == [2_000_000, 4_000_000])
    #expect(view.claims.map(\.servedUakt) == [2_000_000, 1_000_000])
    #expect(view.view?.level == .short && view.view?.neededUakt == 6_000_000)
  }

  @Test func aFallOfThePriceMakesATreasuryLow() throws {
    // 4 dollars at 1.40 are 2,857,143 uakt.
    #expect(try overview(wallet: 6_857_142, price: "2.00").view?.level == .low)
    #expect(try overview(wallet: 6_857_143, price: "2.00").view?.level == .covered)
    #expect(try overview(wallet: 6_857_143, price: nil).view == nil)
  }

  @Test func aYearOfBatchesReconcilesAndOneWrongUaktIsFound() {
    var transfers: [WalletTransfer] = []
    var expected: [ExpectedTransfer] = []
    for epoch in 1...365 {
      let hash = Sha256.digest(of: Array("batch \(epoch)".utf8))
      for payee in 1...100 {
        let account = accounts[payee - 1]
        let uakt = Int64(epoch * 1_000 + payee)
        transfers.append(
          WalletTransfer(
            transaction: hash, height: Int64(epoch), direction: .outgoing, counterparty: account,
            uakt: uakt, memo: "m"))
        expected.append(
          ExpectedTransfer(
            line: epoch, transaction: hash, direction: .outgoing, counterparty: account,
            uakt: uakt, memo: "m"))
      }
    }
    let sum = transfers.reduce(Int64(0)) { $0 + $1.uakt }
    let clean = Reconciliation(
      transfers: transfers, expected: expected, openingUakt: sum, closingUakt: 0)
    #expect(clean.isClean && clean.matches.count == 36_500)
    let first = transfers[0]
    transfers[0] = WalletTransfer(
      transaction: first.transaction, height: first.height, direction: .outgoing,
      counterparty: first.counterparty, uakt: first.uakt + 1, memo: "m")
    let wrong = Reconciliation(
      transfers: transfers, expected: expected, openingUakt: sum + 1, closingUakt: 0)
    #expect(wrong.findings.map(\.code) == ["wrong-amount"])
  }

  private let accounts = (1...100).map { PayoutSamples.account($0) }
}
