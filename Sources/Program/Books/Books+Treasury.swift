import Accounting
import Payouts
import Quantities

extension Books {
  /// Takes in an entry about money that moves; others post nothing here.
  mutating func takeTreasury(
    _ body: (any EntryBody)?, _ state: ProgramState, line: Int, time: Timestamp
  ) {
    func mark(_ subject: TransactionSubject) -> BooksMark {
      BooksMark(line: line, time: time, subject: subject)
    }
    switch body {
    case let body as FundingReceived:
      transfer(
        Int128(body.uakt.micros), from: .received, to: .wallet, .fundingReceived,
        mark(.tranche(body.tranche)))
    case let body as RevenueReceived:
      transfer(
        Int128(body.uakt.micros), from: .revenue, to: .wallet, .revenueReceived,
        mark(.revenue(body.host)))
    case let body as PayoutConfirmed:
      guard let prepared = state.treasury.prepared[body.signBytes]?.body else { return }
      let mark = mark(.payout(batch: prepared.batch))
      pay(prepared, mark)
      spend(fee: Int128(prepared.fee.micros), mark)
    case let body as PayoutFailed:
      guard let prepared = state.treasury.prepared[body.signBytes]?.body else { return }
      spend(fee: Int128(prepared.fee.micros), mark(.payout(batch: prepared.batch)))
    case let body as SaleMade: sell(body, mark(.sale(body.sale)), at: time)
    case let body as TransferExplained: explain(body, mark(.transfer(body.transaction)))
    default: break
    }
  }

  /// vested-unpaid → settled, and wallet → paid: dollars by their price, which the plan names.
  private mutating func pay(_ prepared: PayoutPrepared, _ mark: BooksMark) {
    if prepared.purpose == .return {
      return transfer(
        Int128(prepared.uakt.micros), from: .wallet, to: .returned, .returned, mark)
    }
    for total in prepared.totals {
      let settled = Int128(total.settled.micros)
      let evidence =
        total.currency == .usd
        ? prepared.price.map { PriceEvidence(price: $0, record: prepared.plan) } : nil
      post(
        .paid, mark, evidence: evidence,
        [
          Posting(.obligations(pool: total.pool, .vestedUnpaid), total.currency, -settled),
          Posting(.obligations(pool: total.pool, .settledPaid), total.currency, settled),
          Posting(.tokens(.wallet), .uakt, -Int128(total.uakt.micros)),
          Posting(.tokens(.paid), .uakt, Int128(total.uakt.micros)),
        ])
    }
  }

  private mutating func spend(fee: Int128, _ mark: BooksMark) {
    transfer(fee, from: .wallet, to: .fees, .feePaid, mark)
  }

  /// Tokens became dollars by the receipt's price; those sent on settle what was owed (O-42).
  private mutating func sell(_ body: SaleMade, _ mark: BooksMark, at time: Timestamp) {
    guard let sale = try? body.tokenSale(at: time) else { return }
    let proceeds = Int128(sale.proceedsMicros)
    post(
      .sold, mark,
      evidence: proceeds == 0
        ? nil : PriceEvidence(price: sale.averagePrice, record: body.receipt),
      [
        Posting(.tokens(.wallet), .uakt, -Int128(sale.uakt)),
        Posting(.tokens(.sold), .uakt, Int128(sale.uakt)),
        Posting(.sales(.proceeds), .usd, -proceeds),
        Posting(.sales(.fees), .usd, Int128(sale.feeMicros)),
        Posting(.sales(.inHand), .usd, Int128(sale.inHandMicros)),
      ])
    spend(fee: Int128(body.gasFee.micros), mark)
    let paidOut = Int128(body.paidOut.micros)
    post(
      .paidOut, mark,
      [
        Posting(.obligations(pool: body.pool, .vestedUnpaid), .usd, -paidOut),
        Posting(.obligations(pool: body.pool, .settledPaid), .usd, paidOut),
        Posting(.sales(.inHand), .usd, -paidOut), Posting(.sales(.paidOut), .usd, paidOut),
      ])
  }

  private mutating func explain(_ body: TransferExplained, _ mark: BooksMark) {
    let uakt = Int128(body.uakt.micros)
    switch body.direction {
    case .incoming: transfer(uakt, from: .received, to: .wallet, .transferExplained, mark)
    case .outgoing: transfer(uakt, from: .wallet, to: .paid, .transferExplained, mark)
    case .fee: spend(fee: uakt, mark)
    }
  }

  private mutating func transfer(
    _ uakt: Int128, from: TokenAccount, to: TokenAccount, _ narration: Narration,
    _ mark: BooksMark
  ) {
    post(
      narration, mark,
      [Posting(.tokens(from), .uakt, -uakt), Posting(.tokens(to), .uakt, uakt)])
  }
}
