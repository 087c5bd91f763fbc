public import Payouts
public import Quantities

extension TransferExplained {
  /// What it says to the wallet's fold: a transaction of its own is known for what it is.
  public var record: PayoutRecord? {
    direction == .incoming ? nil : .explained(transaction: transaction)
  }

  /// With whom.
  public var addresses: [Address] { counterparty.map { [$0] } ?? [] }

  /// What says more.
  public var neededBlobs: [Digest] { [why] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses nothing moved, a counterparty too many or too few, and what a line has already.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    _ = try state.requireWallet()
    // A transaction that somebody else paid for may have moved nothing, and is explained too.
    if direction != .fee { try state.requireAmount(uakt) }
    guard (direction == .fee) == (counterparty == nil) else {
      throw .treasury(.transferCounterparty)
    }
    try state.requireTransferUnknown(transaction, height, direction, counterparty)
    if direction != .incoming { try state.requireHeld(Int128(uakt.micros)) }
  }

  /// Moves what the wallet holds.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.treasury.explained.append(
      .init(body: self, line: frame.line, admittedAt: frame.admittedAt))
    state.treasury.move(
      transaction, height, direction, counterparty, uakt: Int128(uakt.micros), line: frame.line)
    if let record { state.admitPayout(record) }
  }
}
