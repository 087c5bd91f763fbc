public import Payouts
import Policy
public import Quantities

extension SaleMade {
  /// The sale with its average price, which is the price evidence; throws the rule that it breaks.
  public func tokenSale(at time: Timestamp) throws(TokenSale.Refusal) -> TokenSale {
    try TokenSale(
      method: method, uakt: uakt.micros, proceedsMicros: proceeds.micros, feeMicros: fee.micros,
      obligationMicros: obligation.micros, at: time, receipt: receipt, reason: reason)
  }

  /// What it says to the wallet's fold: a transaction of its own is known for what it is.
  public var record: PayoutRecord { .explained(transaction: transaction) }

  /// The payee, and who got the tokens.
  public var addresses: [Address] { [payee, counterparty] }

  /// The receipt.
  public var neededBlobs: [Digest] { [receipt] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses ids taken, figures that are no sale, and dollars sent on that are not owed.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    _ = try state.requireWallet()
    if let halt = state.halts.halt(of: .payouts) {
      throw .treasury(.payoutsHalted(line: halt.line))
    }
    try state.requireNewTreasuryID(sale)
    let sale: TokenSale
    do {
      sale = try tokenSale(at: frame.admittedAt)
    } catch {
      throw .treasury(.sale(error))
    }
    try state.requireTransferUnknown(transaction, height, .outgoing, counterparty)
    try state.requireTransferUnknown(transaction, height, .fee, nil)
    guard paidOut.micros <= sale.inHandMicros, paidOut <= obligation else {
      throw .treasury(.salePaidOut)
    }
    try state.requireMatured(
      pool, .usd, settles: Int128(paidOut.micros), at: frame.admittedAt)
    try state.requireHeld(Int128(uakt.micros) + Int128(gasFee.micros))
  }

  /// The tokens are gone, and the dollars sent on are settled.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.treasury.ids[sale] = frame.line
    state.treasury.sales.append(
      .init(body: self, line: frame.line, admittedAt: frame.admittedAt))
    state.treasury.settle(pool, .usd, micros: Int128(paidOut.micros))
    state.treasury.move(
      transaction, height, .outgoing, counterparty, uakt: Int128(uakt.micros), line: frame.line)
    state.treasury.move(
      transaction, height, .fee, nil, uakt: Int128(gasFee.micros), line: frame.line)
    state.admitPayout(record)
  }
}
