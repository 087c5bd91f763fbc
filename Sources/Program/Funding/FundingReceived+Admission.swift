import Payouts
public import Quantities

extension FundingReceived {
  /// Who sent it.
  public var addresses: [Address] { [payer] }

  /// Where the price stands.
  public var neededBlobs: [Digest] { [record] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// ⌊uakt · P / 10^18⌋ micro-dollars: what it was worth when it came.
  public var worthMicros: Int128 {
    guard let worth = try? price.microDollars(forUakt: uakt) else { return 0 }
    return Int128(worth.micros)
  }

  /// Refuses ids taken, requests that there are not, and a transfer that a line has already.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    _ = try state.requireWallet()
    try state.requireNewTreasuryID(tranche)
    if let request, state.treasury.requests[request] == nil {
      throw .treasury(.requestUnknown(request))
    }
    try state.requireAmount(uakt)
    try state.requireTransferUnknown(transaction, height, .incoming, payer)
  }

  /// Adds it to what the wallet holds.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.treasury.ids[tranche] = frame.line
    state.treasury.tranches.append(
      .init(body: self, line: frame.line, admittedAt: frame.admittedAt))
    state.treasury.fundedMicros += worthMicros
    state.treasury.move(
      transaction, height, .incoming, payer, uakt: Int128(uakt.micros), line: frame.line)
  }
}
