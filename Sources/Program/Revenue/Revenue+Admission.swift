public import Payouts
public import Quantities

extension RevenueAgreed {
  /// The terms, agreed when the log admitted them.
  public func terms(agreed: Timestamp) -> RevenueTerms {
    RevenueTerms(components: components, agreed: agreed, appliesFrom: from)
  }

  /// The host.
  public var addresses: [Address] { [host] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses a program without a wallet; a start before the agreement is shown as such.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    _ = try state.requireWallet()
  }

  /// Notes the terms.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.treasury.terms.append(
      .init(body: self, line: frame.line, admittedAt: frame.admittedAt))
  }
}

extension RevenueEarned {
  /// The host.
  public var addresses: [Address] { [host] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses empty spans, time without terms, more refunds than earnings, and time counted before.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    _ = try state.requireWallet()
    let span = try TimeSpan.required(from: from, until: until)
    guard refunded <= earned else { throw .treasury(.revenueAmounts) }
    guard
      state.treasury.terms.contains(where: { $0.body.host == host && $0.body.from <= span.start })
    else { throw .treasury(.revenueWithoutTerms) }
    let earlier = state.treasury.earnings.first { earlier in
      earlier.body.host == host && earlier.body.leaseClass == leaseClass
        && earlier.body.from < until && from < earlier.body.until
    }
    if let earlier { throw .treasury(.revenueOverlap(line: earlier.line)) }
  }

  /// Notes what is due; it is booked when it arrives.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.treasury.earnings.append(
      .init(body: self, line: frame.line, admittedAt: frame.admittedAt))
  }
}

extension RevenueReceived {
  /// Whose it was, and who sent it.
  public var addresses: [Address] { [host, payer] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses nothing received, and a transfer that a line has already.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    _ = try state.requireWallet()
    try state.requireAmount(uakt)
    try state.requireTransferUnknown(transaction, height, .incoming, payer)
  }

  /// Adds it to what the wallet holds.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.treasury.revenue.append(
      .init(body: self, line: frame.line, admittedAt: frame.admittedAt))
    state.treasury.move(
      transaction, height, .incoming, payer, uakt: Int128(uakt.micros), line: frame.line)
  }
}
