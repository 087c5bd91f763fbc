public import Payouts
import Policy
public import Quantities

extension PayoutPrepared {
  /// The record that the wallet's fold judges.
  public var record: PayoutRecord {
    .prepared(
      PreparedPayout(
        batch: batch, contents: contents, signBytes: signBytes, sequence: sequence,
        baseHeight: base, timeoutHeight: timeout, totalUakt: uakt.micros, feeUakt: fee.micros,
        outputs: outputs))
  }

  /// The plan.
  public var neededBlobs: [Digest] { [plan] }

  /// The plan, from which `verify` follows what was paid.
  public var computedInputs: [Digest] { [plan] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses what law 8 refuses, totals that do not add up, and what is not owed or not there.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    let book = try state.requireWallet()
    if let halt = state.halts.halt(of: .payouts) {
      throw .treasury(.payoutsHalted(line: halt.line))
    }
    guard size < frame.line else { throw .lineBeyond(line: size, limit: frame.line - 1) }
    if let refusal = book.refusal(of: record) { throw .treasury(.payout(refusal)) }
    if let last = book.attempts.last?.prepared, last.batch == batch,
      let before = state.treasury.prepared[last.signBytes]?.body,
      before.purpose != purpose || before.totals != totals || before.price != price
    {
      throw .treasury(.payout(.batchAltered(batch)))
    }
    try checkTotals()
    for total in totals {
      try state.requireMatured(
        total.pool, total.currency, settles: Int128(total.settled.micros), at: frame.admittedAt)
    }
    try state.requireHeld(Int128(uakt.micros) + Int128(fee.micros))
    if purpose == .return { try checkReturn(in: state) }
  }

  /// Σ uakt of the totals = what is sent; each above 0, by its price; a return settles nothing.
  private func checkTotals() throws(Rejection) {
    if purpose == .return {
      guard totals.isEmpty, outputs == 1 else { throw .treasury(.payoutTotals) }
      return
    }
    let keys = totals.map { TreasuryBook.PoolCurrency($0.pool, $0.currency) }
    let sum = totals.reduce(Int128(0)) { $0 + Int128($1.uakt.micros) }
    guard !totals.isEmpty, zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }),
      sum == Int128(uakt.micros),
      totals.allSatisfy({ $0.uakt.micros > 0 && $0.settled.micros > 0 }),
      price != nil || totals.allSatisfy({ $0.currency == .uakt })
    else { throw .treasury(.payoutTotals) }
    for total in totals {
      // Floored line by line, no more can come out than the sum is worth.
      var most = total.settled.micros
      if total.currency == .usd, let price {
        most = (try? price.uakt(forMicroDollars: total.settled))?.micros ?? 0
      }
      let isExact = total.currency == .usd || total.uakt.micros == most
      guard total.uakt.micros <= most, isExact else {
        throw .treasury(.payoutWorth(pool: total.pool, uakt: total.uakt.micros, most: most))
      }
    }
  }

  /// return + fee ≤ wallet − owed − what can still come to be owed, dollars at the lower price.
  private func checkReturn(in state: ProgramState) throws(Rejection) {
    let rule = try state.requireTreasury()
    let needed = state.openObligations().neededUakt(at: price, fall: rule.fall)
    let most = max(
      0, needed.map { state.treasury.walletUakt - $0 - Int128(fee.micros) } ?? 0)
    guard Int128(uakt.micros) <= most else {
      throw .treasury(.returnOwed(uakt: Int128(uakt.micros), most: most))
    }
  }

  /// The batch is undecided from here on.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.treasury.plans[plan] = frame.line
    state.treasury.prepared[signBytes] = .init(
      body: self, line: frame.line, admittedAt: frame.admittedAt)
    state.admitPayout(record)
  }
}
