import Payouts
public import Quantities

extension TransferExplained {
  /// With whom.
  public var addresses: [Address] { counterparty.map { [$0] } ?? [] }

  /// What says more.
  public var neededBlobs: [Digest] { [why] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses nothing moved, a counterparty too many or too few, and what a line has already.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    _ = try state.requireWallet()
    try state.requireAmount(uakt)
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
  }
}
