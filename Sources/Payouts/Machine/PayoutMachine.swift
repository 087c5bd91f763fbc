public import Quantities

/// Pays batches exactly once: events in, actions out (law 8; `docs/reference/payouts.md`).
///
/// It reads no clock and does nothing itself. After a crash it is made anew from the journal's
/// records; what it had seen of the chain is scanned again.
public struct PayoutMachine: Hashable, Sendable {
  /// What the journal says.
  public private(set) var book: PayoutBook
  private var evidence = ChainEvidence()
  /// Transactions whose bytes this machine's store holds, of the undecided attempt.
  private var stored: [Digest] = []
  private var answers = SortedMap<Label, BroadcastAnswer>()
  private var sentAt: Timestamp?
  /// What the journal was asked to append, until it answers.
  private var asked: PayoutRecord?
  private var alarms: [PayoutAlarm] = []

  private var rule: PayoutMachineRule { book.rule }

  /// A machine for a wallet, from the records that its journal holds.
  public init(rule: PayoutMachineRule, records: [PayoutRecord] = []) throws(PayoutRefusal) {
    book = PayoutBook(rule: rule)
    for record in records { try book.admit(record) }
  }

  /// Takes one event; returns what is to be done, in order.
  public mutating func step(_ event: PayoutEvent, at now: Timestamp) -> [PayoutAction] {
    do {
      switch event {
      case .start, .tick: return resume(at: now)
      case .prepare(let draft): return try prepare(draft)
      case .appended(let record): return try appended(record, at: now)
      case .appendRefused(let record):
        if asked == record { asked = nil }
        return []
      case .signed(let signBytes, let transaction):
        try requireOpen(signBytes)
        return [.store(signBytes: signBytes, transaction: transaction)]
      case .stored(let signBytes, let transaction):
        return try takeStored(signBytes, transaction, at: now)
      case .broadcast(let signBytes, let node, let answer):
        try requireOpen(signBytes)
        if answer != .lost { answers[node] = answer }
        return []
      case .report(let report): return try take(report)
      }
    } catch {
      return [.refuse(error)]
    }
  }

  /// Where the payment of an attempt stands; `due` for one that is not prepared.
  public func phase(of signBytes: Digest) -> PayoutPhase {
    guard let attempt = book.attempt(signBytes) else { return .due }
    switch attempt.outcome {
    case .confirmed: return .confirmed
    case .failed, .expired:
      let later = book.attempts.last { $0.prepared.batch == attempt.prepared.batch }
      if later?.prepared.signBytes != signBytes { return .replaced }
      if case .failed = attempt.outcome { return .failed }
      return .expired
    case nil:
      if answers.values.contains(.accepted) { return .submitted }
      if !answers.isEmpty { return .rejected }
      return attempt.transactions.isEmpty ? .prepared : .signed
    }
  }
}

extension PayoutMachine {
  private func requireOpen(_ signBytes: Digest) throws(PayoutRefusal) {
    guard let attempt = book.attempt(signBytes) else { throw .signBytesUnknown(signBytes) }
    guard attempt.outcome == nil else { throw .decided(signBytes) }
  }

  private mutating func prepare(
    _ draft: PreparedPayout
  ) throws(PayoutRefusal) -> [PayoutAction] {
    let record = PayoutRecord.prepared(draft)
    if let refusal = book.refusal(of: record) { throw refusal }
    if let landed = overruling()?.signBytes { throw .inclusionUnrecorded(landed) }
    if let (outside, _) = evidence.included(agreedBy: rule.nodesNeeded, where: isUnexplained) {
      throw .unexplained(transaction: outside.transaction)
    }
    let evidence = evidence.withoutNodes(that: isUnexplained)
    // A base ahead of the chain would leave blocks unscanned in which the payment can be.
    guard let height = evidence.height(agreedBy: rule.nodesNeeded), draft.baseHeight <= height
    else { throw .baseAhead(draft.baseHeight) }
    guard
      evidence.isNext(
        draft.sequence, at: draft.baseHeight, agreedBy: rule.nodesNeeded)
    else {
      throw .sequenceUnconfirmed(draft.sequence)
    }
    asked = record
    return [.append(record)]
  }

  private mutating func appended(
    _ record: PayoutRecord, at now: Timestamp
  ) throws(PayoutRefusal) -> [PayoutAction] {
    let wasUndecided = book.undecided?.prepared.signBytes
    try book.admit(record)
    if asked == record { asked = nil }
    switch record {
    case .prepared(let prepared):
      begin()
      evidence.forget(through: prepared.baseHeight)
      return [.askSignatures(signBytes: prepared.signBytes)] + decide()
    case .signed(let signBytes, let transaction):
      return stored.contains(transaction) ? send(signBytes, transaction, at: now) : []
    case .confirmed, .failed, .expired:
      // What was proven dead may turn out to have landed while another attempt is undecided.
      if record.signBytes == wasUndecided { begin() }
      return decide()
    case .explained: return decide()
    }
  }

  private mutating func begin() {
    stored = []
    answers = SortedMap()
    sentAt = nil
    asked = nil
  }

  /// Law 8: the hash of stored bytes is in the journal before they are sent.
  private mutating func takeStored(
    _ signBytes: Digest, _ transaction: Digest, at now: Timestamp
  ) throws(PayoutRefusal) -> [PayoutAction] {
    try requireOpen(signBytes)
    if !stored.contains(transaction) { stored.append(transaction) }
    guard let attempt = book.attempt(signBytes), attempt.transactions.contains(transaction) else {
      return [.append(.signed(signBytes: signBytes, transaction: transaction))]
    }
    return send(signBytes, transaction, at: now)
  }

  private mutating func send(
    _ signBytes: Digest, _ transaction: Digest, at now: Timestamp
  ) -> [PayoutAction] {
    sentAt = now
    return [.send(signBytes: signBytes, transaction: transaction)]
  }

  /// What is to be done again: nothing that was asked for is sure to have been done.
  private mutating func resume(at now: Timestamp) -> [PayoutAction] {
    guard let attempt = book.undecided else { return [] }
    asked = nil
    let prepared = attempt.prepared
    var actions = decide()
    if attempt.transactions.isEmpty {
      actions.append(.askSignatures(signBytes: prepared.signBytes))
    }
    for transaction in stored where !attempt.transactions.contains(transaction) {
      actions.append(.append(.signed(signBytes: prepared.signBytes, transaction: transaction)))
    }
    let isDue = sentAt.map { now.seconds(since: $0) >= rule.resendSeconds } ?? true
    if isDue, let transaction = stored.first(where: attempt.transactions.contains) {
      actions += send(prepared.signBytes, transaction, at: now)
    }
    let range = (prepared.baseHeight + 1)...(prepared.timeoutHeight + 1)
    for (node, gap) in evidence.gaps(in: range, limit: rule.scanBlocks) {
      actions.append(.scan(node: node, heights: gap))
    }
    return actions
  }
}

extension PayoutMachine {
  private mutating func take(_ report: NodeReport) throws(PayoutRefusal) -> [PayoutAction] {
    guard report.chain == rule.chain else {
      throw .otherChain(node: report.node, found: report.chain)
    }
    var actions: [PayoutAction] = []
    if evidence.take(report) { actions += raise(.nodeContradictsItself(report.node)) }
    return actions + decide() + watch()
  }

  /// Asks for the record that enough nodes have shown to be true, once.
  private mutating func decide() -> [PayoutAction] {
    guard asked == nil,
      let record = overruling() ?? book.undecided.flatMap({ verdict(on: $0.prepared) })
    else { return [] }
    asked = record
    return [.append(record)]
  }

  /// The inclusion of a payment that was held for dead.
  private func overruling() -> PayoutRecord? {
    evidence.included(agreedBy: rule.nodesNeeded) { transaction in
      guard transaction.usedSequence, let attempt = book.attempt(transaction.signBytes),
        case .expired = attempt.outcome
      else { return false }
      return true
    }.map(Self.inclusion)
  }

  private static func inclusion(
    _ transaction: IncludedTransaction, nodes: [Label]
  ) -> PayoutRecord {
    transaction.code == 0
      ? .confirmed(transaction, nodes: nodes) : .failed(transaction, nodes: nodes)
  }

  /// Whether a transaction ran that the journal does not know: it may have paid the payees of any
  /// batch, so that a node which shows one proves nothing dead before somebody says what it was.
  private func isUnexplained(_ transaction: IncludedTransaction) -> Bool {
    transaction.usedSequence && transaction.code == 0
      && !book.explains(transaction.transaction) && book.attempt(transaction.signBytes) == nil
  }

  /// What became of an attempt; nil: nobody can know yet.
  private func verdict(on prepared: PreparedPayout) -> PayoutRecord? {
    let needed = rule.nodesNeeded
    let own = evidence.included(agreedBy: needed) {
      $0.signBytes == prepared.signBytes && $0.usedSequence
    }
    if let own { return Self.inclusion(own.0, nodes: own.nodes) }
    let evidence = evidence.withoutNodes(that: isUnexplained)
    let other = evidence.included(agreedBy: needed) {
      $0.signBytes != prepared.signBytes && $0.sequence == prepared.sequence && $0.usedSequence
    }
    if let (transaction, nodes) = other {
      return .expired(
        signBytes: prepared.signBytes, .sequenceUsed(by: transaction), nodes: nodes)
    }
    let range = (prepared.baseHeight + 1)...(prepared.timeoutHeight + 1)
    let without = evidence.nodesWithout(prepared.signBytes, in: range)
    guard without.count >= needed else { return nil }
    return .expired(signBytes: prepared.signBytes, .timeout(scanned: range), nodes: without)
  }

  /// Names what enough nodes show and the journal does not know, or knows to be dead.
  private mutating func watch() -> [PayoutAction] {
    let book = book
    let strange = evidence.included(agreedBy: rule.nodesNeeded) { transaction in
      guard transaction.usedSequence else { return false }
      switch book.attempt(transaction.signBytes)?.outcome {
      case .expired: return !alarms.contains(.includedAfterProof(transaction))
      case .confirmed, .failed: return false
      case nil:
        return book.attempt(transaction.signBytes) == nil
          && !book.explains(transaction.transaction)
          && !alarms.contains(.foreignTransaction(transaction))
      }
    }
    guard let (transaction, _) = strange else { return [] }
    return raise(
      book.attempt(transaction.signBytes) == nil
        ? .foreignTransaction(transaction) : .includedAfterProof(transaction))
  }

  /// Raises an alarm that was not raised yet.
  private mutating func raise(_ alarm: PayoutAlarm) -> [PayoutAction] {
    alarms.append(alarm)
    return [.alarm(alarm)]
  }
}
