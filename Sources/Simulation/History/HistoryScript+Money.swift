import CosmosTx
import Keys
import Payouts
import Policy
import Program
import Quantities

// What moves the program's money but for payouts, which follow from statements (see Payments).
extension HistoryScript {
  /// Draws it apart, so that histories without a treasury stay as they are.
  mutating func bringMoney() {
    guard policy.treasury != nil else { return }
    let kept = chance
    chance = SplitMix64(seed: seed).branch(7)
    defer { chance = kept }
    // Payouts rest on statements that are entries.
    builder.entersEpochs = true
    openWallet()
    receiveFunding()
    receiveRevenue()
    explainTransfers()
    planPayments()
  }

  private var founded: Timestamp { span.start.later(-9 * 86_400 + 3_600) }

  private mutating func openWallet() {
    let names = (1...3).map { "treasury \(seed) \($0)" }
    let keys = names.map { Invented.wallet($0).publicKey }
    let members = keys.compactMap { WalletKey($0) }
    let group = sound(try MultisigKey(threshold: 2, members: members))
    let account = sound(
      try AccountKey.multisig(group).address(prefix: Invented.addressPrefix))
    attempt(
      WalletOpened(
        chain: policy.network, address: account.address, height: 1, threshold: 2,
        members: keys.compactMap { PublicKeyText($0.text) }), by: .committee, at: founded)
  }

  /// One to three tranches, mostly early, for what the pools come to or for less.
  private mutating func receiveFunding() {
    let count = chance.number(in: 1...3)
    let price = policy.market.akt ?? sound(try Price18(scaled: Price18.scale * 2))
    for number in 1...count {
      let asked = founded.later(chance.number(in: 60...3_600))
      let id = Label(known: "request-\(number)")
      request(id, price: price, at: asked)
      let at =
        chance.chance(percent: 70)
        ? asked.later(chance.number(in: 3_601...100_000)) : time(in: span)
      let source = chance.pick([
        FundingSource.communityPool, .communityPool, .issuance, .donation, .earlierProgram,
      ])
      let isPool = source == .communityPool
      attempt(
        FundingReceived(
          tranche: Label(known: "tranche-\(number)"), source: source, request: isPool ? id : nil,
          proposal: isPool ? 200 + number : nil,
          transaction: isPool ? .zero : Invented.digest("funding", "\(seed) \(number)"),
          height: InventedChain.height(at: at), payer: Invented.address("funder \(seed)"),
          uakt: sound(try Amount(micros: chance.pick(amounts))), price: price,
          record: builder.text("A price's evidence, \(seed) \(number)", at: at)), by: admin, at: at)
    }
  }

  private var amounts: [Int64] {
    [1, 40_000, 5_000_000, 9_000_000_000, 9_000_000_000, 4_000_000_000_000, 90_000_000_000_000_000]
  }

  private mutating func request(_ id: Label, price: Price18, at: Timestamp) {
    let micros: Int64 = chance.pick([1, 999_999, 5_000_000_000])
    let buffer = sound(try Ratio(ppm: chance.pick([0, 33_333, 100_000])))
    guard
      let uakt = FundingRequest.uakt(dollarMicros: micros, price: price, buffer: buffer),
      let amount = try? Amount(micros: uakt)
    else { return }
    attempt(
      FundingRequested(
        request: id, proposal: builder.text("A proposal, \(seed) \(id)", at: at),
        micros: sound(try Amount(micros: micros)), price: price, buffer: buffer, uakt: amount),
      by: admin, at: at)
  }

  private mutating func receiveRevenue() {
    for number in 0..<chance.number(in: 0...3) {
      let host = Invented.address("host \(seed) \(number)")
      let at = time(in: span)
      let from = at.later(chance.number(in: -86_400...3_600))
      attempt(
        RevenueAgreed(
          host: host, from: from,
          components: [
            RevenueTerms.Component(
              Label(known: "operator"),
              .share(sound(try Ratio(ppm: chance.pick([0, 50_000, 1_000_000]))))),
            RevenueTerms.Component(
              Label(known: "hosting"), .fixed(micros: chance.pick([0, 100, 1_000_000]))),
          ]), by: admin, at: at)
      for piece in 0..<chance.number(in: 1...3) {
        earn(host, from.later(Int64(piece) * 7_200 - (piece == 2 ? 60 : 0)), after: at)
      }
      let paid = at.later(chance.number(in: 7_200...200_000))
      attempt(
        RevenueReceived(
          host: host, payer: Invented.address("payer of \(host)"),
          transaction: Invented.digest("revenue", "\(seed) \(number)"),
          height: InventedChain.height(at: paid),
          uakt: sound(try Amount(micros: chance.pick([1, 950_000, 70_000_000] as [Int64])))),
        by: admin, at: paid)
    }
  }

  private mutating func earn(_ host: Address, _ from: Timestamp, after at: Timestamp) {
    let earned = chance.number(in: Int64(0)...9_000_000)
    attempt(
      RevenueEarned(
        host: host, leaseClass: Label(known: "h100"), from: from, until: from.later(7_200),
        earned: sound(try Amount(micros: earned)),
        refunded: sound(try Amount(micros: earned / chance.pick([2, 10, 1_000_000_000]))),
        commitment: chance.chance(percent: 50) ? Invented.digest("class", "\(seed)") : nil),
      by: admin, at: max(at, from.later(7_200)))
  }

  private mutating func explainTransfers() {
    for number in 0..<chance.number(in: 0...3) {
      let at = time(in: span)
      let direction = chance.pick([WalletTransfer.Direction.incoming, .outgoing, .fee])
      attempt(
        TransferExplained(
          direction: direction, transaction: Invented.digest("stray", "\(seed) \(number)"),
          height: InventedChain.height(at: at),
          counterparty: direction == .fee ? nil : Invented.address("stranger \(seed)"),
          uakt: sound(try Amount(micros: chance.pick([1, 12_500, 3_000_000] as [Int64]))),
          reason: Label(known: "mistake"),
          why: builder.text("What it was, \(seed) \(number)", at: at)), by: admin, at: at)
    }
  }

  /// Looks at the treasury while the program runs, and until the last payout date and beyond.
  private mutating func planPayments() {
    let last = builder.closes.map(\.takenAt).max() ?? span.end
    for _ in 0..<chance.number(in: 3...8) {
      builder.pay(at: time(in: TimeSpan(span.start, last)), seed: chance.next())
    }
    for _ in 0..<chance.number(in: 5...10) {
      builder.pay(at: time(in: TimeSpan(last, seconds: 75 * 86_400)), seed: chance.next())
    }
  }
}
