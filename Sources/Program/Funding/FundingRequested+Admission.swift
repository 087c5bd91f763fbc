import Payouts
import Policy
public import Quantities

extension FundingRequested {
  /// The proposal.
  public var neededBlobs: [Digest] { [proposal] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses ids taken, a buffer beyond the policy's, and another amount than follows.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    let rule = try state.requireTreasury()
    _ = try state.requireWallet()
    try state.requireNewTreasuryID(request)
    try state.requireAmount(micros)
    guard buffer <= rule.buffer else {
      throw .treasury(.fundingBuffer(buffer, most: rule.buffer))
    }
    let expected = FundingRequest.uakt(dollarMicros: micros.micros, price: price, buffer: buffer)
    guard expected == uakt.micros else {
      throw .treasury(.fundingRequest(uakt: uakt.micros, expected: expected))
    }
  }

  /// Notes the request.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.treasury.ids[request] = frame.line
    state.treasury.requests[request] = .init(
      body: self, line: frame.line, admittedAt: frame.admittedAt)
  }
}
