import Application
import Keys
import Payouts
import Policy
import Program
import Quantities
import Rewards

/// Tokens sold for a provider who wants dollars (O-42), with a receipt of nobody's.
struct InventedSale {
  /// The entry.
  let body: SaleMade
  /// The file that it names.
  let receipt: [UInt8]

  /// Sells what a batch would have settled in dollars of its first such part; nil without one.
  static func sale(
    instead plan: PayoutPlan, at time: Timestamp, _ chance: inout SplitMix64
  ) -> InventedSale? {
    for output in plan.outputs {
      for part in output.parts where part.key.currency == .usd && part.uakt > 0 {
        return InventedSale(
          part.key, uakt: part.uakt, obligation: part.settledMicros,
          name: "\(plan.batch)-\(time.seconds)", at: time, &chance)
      }
    }
    return nil
  }

  /// Sells a little before anything is owed; nothing is sent on.
  static func idle(
    _ treasury: ProgramTreasury, at time: Timestamp, _ chance: inout SplitMix64
  ) -> InventedSale {
    let pool = treasury.state.rules.policy.pools[0].name
    let payee = Invented.address("nobody in particular")
    let key = DueLine.Key(
      pool: pool, currency: .usd, beneficiary: Beneficiary(payee), payee: payee)
    return InventedSale(
      key, uakt: 1_000, obligation: 0, name: "idle-\(time.seconds)", at: time, &chance)
  }

  private init(
    _ key: DueLine.Key, uakt: Int64, obligation: Int64, name: String, at time: Timestamp,
    _ chance: inout SplitMix64
  ) {
    let fee = chance.number(in: Int64(0)...min(obligation / 10, 5_000_000))
    // Some markets gave more than is owed, some less.
    let proceeds = obligation + fee + chance.number(in: Int64(-100)...200)
    let inHand = max(0, proceeds - fee)
    let method = chance.pick(TokenSale.Method.allCases)
    receipt = Array("A receipt of nobody's: \(name)".utf8)
    let owed = chance.chance(percent: 5) ? obligation / 2 : obligation
    body = SaleMade(
      sale: Label(known: "sale-\(name)"), method: method, pool: key.pool,
      beneficiary: key.beneficiary, payee: key.payee, uakt: sound(try Amount(micros: uakt)),
      proceeds: sound(try Amount(micros: max(fee, proceeds))), fee: sound(try Amount(micros: fee)),
      obligation: sound(try Amount(micros: obligation)),
      paidOut: sound(try Amount(micros: min(inHand, owed))),
      transaction: Invented.digest("sale", name), height: InventedChain.height(at: time),
      counterparty: Invented.address("buyer"), gasFee: sound(try Amount(micros: 5_000 as Int64)),
      receipt: Sha256.digest(of: receipt),
      reason: method.isMarket || chance.chance(percent: 20) ? Label(known: "no-desk") : nil)
  }
}
