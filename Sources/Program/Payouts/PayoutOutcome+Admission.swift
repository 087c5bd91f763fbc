public import Payouts
import Quantities

extension PayoutSigned {
  /// The record that the wallet's fold judges.
  public var record: PayoutRecord { .signed(signBytes: signBytes, transaction: transaction) }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses what the wallet's fold refuses.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    try state.requireAdmitted(record)
  }

  /// Notes the transaction.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.admitPayout(record)
  }
}

extension PayoutConfirmed {
  /// The record that the wallet's fold judges.
  public var record: PayoutRecord {
    .confirmed(
      IncludedTransaction(
        signBytes: signBytes, transaction: transaction, sequence: sequence, code: 0,
        usedSequence: true, height: height), nodes: nodes)
  }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses what the wallet's fold refuses, and a transaction that a line has already.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    try state.requireAdmitted(record)
    try state.requireTransferUnknown(transaction, height, .fee, nil)
  }

  /// Its totals are settled, and the wallet holds less.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.admitPayout(record)
    guard let prepared = state.treasury.prepared[signBytes]?.body else { return }
    for total in prepared.totals {
      state.treasury.settle(
        total.pool, total.currency, micros: Int128(total.settled.micros))
    }
    state.treasury.move(
      transaction, height, .outgoing, nil, uakt: Int128(prepared.uakt.micros), line: frame.line)
    state.treasury.move(
      transaction, height, .fee, nil, uakt: Int128(prepared.fee.micros), line: frame.line)
  }
}

extension PayoutFailed {
  /// The record that the wallet's fold judges.
  public var record: PayoutRecord {
    .failed(
      IncludedTransaction(
        signBytes: signBytes, transaction: transaction, sequence: sequence, code: code,
        usedSequence: true, height: height), nodes: nodes)
  }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses what the wallet's fold refuses, and a transaction that a line has already.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    try state.requireAdmitted(record)
    try state.requireTransferUnknown(transaction, height, .fee, nil)
  }

  /// The fee is spent.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.admitPayout(record)
    guard let prepared = state.treasury.prepared[signBytes]?.body else { return }
    state.treasury.move(
      transaction, height, .fee, nil, uakt: Int128(prepared.fee.micros), line: frame.line)
  }
}

extension PayoutExpired {
  /// The record that the wallet's fold judges; nil where it names no proof, or two.
  public var record: PayoutRecord? {
    if let from, let through, from <= through, usedBy == nil, transaction == nil, code == nil,
      height == nil
    {
      return .expired(
        signBytes: signBytes, .timeout(scanned: from...through), nodes: nodes)
    }
    return nil
  }

  /// The record, given the sequence of the payment that it is about.
  public func record(sequence: UInt64) -> PayoutRecord? {
    guard from == nil, through == nil, let usedBy, let transaction, let code, let height else {
      return record
    }
    let other = IncludedTransaction(
      signBytes: usedBy, transaction: transaction, sequence: sequence, code: code,
      usedSequence: true, height: height)
    return .expired(signBytes: signBytes, .sequenceUsed(by: other), nodes: nodes)
  }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses what the wallet's fold refuses, and what is no proof.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    let book = try state.requireWallet()
    guard let attempt = book.attempt(signBytes) else {
      throw .treasury(.payout(.signBytesUnknown(signBytes)))
    }
    guard let record = record(sequence: attempt.prepared.sequence) else {
      throw .treasury(.payout(.sequenceNotUsedByOther))
    }
    try state.requireAdmitted(record)
  }

  /// The attempt is dead.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    guard let attempt = state.treasury.payouts?.attempt(signBytes),
      let record = record(sequence: attempt.prepared.sequence)
    else { return }
    state.admitPayout(record)
  }
}

extension ProgramState {
  func requireAdmitted(_ record: PayoutRecord) throws(Rejection) {
    if let refusal = try requireWallet().refusal(of: record) {
      throw .treasury(.payout(refusal))
    }
  }
}
