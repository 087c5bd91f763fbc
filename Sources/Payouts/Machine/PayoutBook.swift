public import Quantities

/// The fold of a wallet's payout records: what may follow, what is undecided, what is paid.
///
/// Law 8: at most one attempt is undecided, and no batch is prepared again once it is paid. What
/// was held for dead and landed after all is recorded too: an inclusion overrules `expired`.
public struct PayoutBook: Hashable, Sendable {
  /// What records are judged by.
  public var rule: PayoutMachineRule
  /// The attempts in the journal's order.
  public private(set) var attempts: [PayoutAttempt] = []
  private var positions = SortedMap<Digest, Int>()
  /// Transactions of the wallet that the journal knows for what they are.
  private var explained: Set<Digest> = []
  /// One more than the highest sequence known to be used.
  public private(set) var nextSequence: UInt64 = 0

  /// A wallet of which nothing is recorded.
  public init(rule: PayoutMachineRule) {
    self.rule = rule
  }

  /// The attempt with these sign bytes.
  public func attempt(_ signBytes: Digest) -> PayoutAttempt? {
    positions[signBytes].map { attempts[$0] }
  }

  /// The one attempt that is neither landed nor proven dead.
  public var undecided: PayoutAttempt? {
    // Nothing is prepared while one is undecided, so that only the last can be.
    attempts.last.flatMap { $0.outcome == nil ? $0 : nil }
  }

  /// Whether the journal says what a transaction of the wallet was.
  public func explains(_ transaction: Digest) -> Bool { explained.contains(transaction) }

  /// The number that a new batch has.
  public var nextBatch: Int { (attempts.last?.prepared.batch ?? 0) + 1 }

  /// The attempts that paid, in order.
  public var paid: [PayoutAttempt] { attempts.filter(\.isPaid) }

  /// The first rule that a record breaks, or nil where it may be admitted.
  public func refusal(of record: PayoutRecord) -> PayoutRefusal? {
    do {
      try check(record)
      return nil
    } catch {
      return error
    }
  }

  /// Takes a record in; throws the first rule that it breaks, and then changes nothing.
  public mutating func admit(_ record: PayoutRecord) throws(PayoutRefusal) {
    try check(record)
    switch record {
    case .prepared(let prepared):
      positions[prepared.signBytes] = attempts.count
      attempts.append(PayoutAttempt(prepared))
    case .signed(let signBytes, let transaction):
      change(signBytes) { $0.transactions.append(transaction) }
    case .confirmed(let included, _):
      explained.insert(included.transaction)
      decide(included.signBytes, .confirmed(included), used: included.sequence)
    case .failed(let included, _):
      explained.insert(included.transaction)
      decide(included.signBytes, .failed(included), used: included.sequence)
    case .explained(let transaction): explained.insert(transaction)
    case .expired(let signBytes, let proof, _):
      var used: UInt64?
      if case .sequenceUsed(let other) = proof { used = other.sequence }
      decide(signBytes, .expired(proof), used: used)
    }
  }

  private mutating func decide(
    _ signBytes: Digest, _ outcome: PayoutAttempt.Outcome, used sequence: UInt64?
  ) {
    change(signBytes) { $0.outcome = outcome }
    if let sequence { nextSequence = max(nextSequence, sequence + 1) }
  }

  private mutating func change(_ signBytes: Digest, _ body: (inout PayoutAttempt) -> Void) {
    if let position = positions[signBytes] { body(&attempts[position]) }
  }
}

extension PayoutBook {
  private func check(_ record: PayoutRecord) throws(PayoutRefusal) {
    switch record {
    case .prepared(let prepared): try check(prepared)
    case .signed(let signBytes, let transaction):
      let attempt = try open(signBytes)
      guard !attempt.transactions.contains(transaction) else {
        throw .transactionKnown(transaction)
      }
    case .confirmed(let included, let nodes):
      try check(included, nodes)
      guard included.code == 0, included.usedSequence else {
        throw .codeContradicts(included.code)
      }
    case .failed(let included, let nodes):
      try check(included, nodes)
      guard included.code != 0, included.usedSequence else {
        throw .codeContradicts(included.code)
      }
    case .expired(let signBytes, let proof, let nodes):
      try check(proof, of: try open(signBytes).prepared)
      try check(nodes)
    case .explained: break
    }
  }

  private func check(_ prepared: PreparedPayout) throws(PayoutRefusal) {
    if let open = undecided?.prepared {
      throw .undecided(batch: open.batch, signBytes: open.signBytes)
    }
    guard attempt(prepared.signBytes) == nil else { throw .signBytesKnown(prepared.signBytes) }
    if let last = attempts.last, last.prepared.batch == prepared.batch {
      // An earlier attempt may be the one that landed, after its proof was found false.
      guard !attempts.contains(where: { $0.isPaid && $0.prepared.batch == prepared.batch }) else {
        throw .batchPaid(prepared.batch)
      }
      guard last.prepared.contents == prepared.contents,
        last.prepared.totalUakt == prepared.totalUakt, last.prepared.outputs == prepared.outputs
      else { throw .batchAltered(prepared.batch) }
    } else if prepared.batch != nextBatch {
      throw .batchNumber(prepared.batch, next: nextBatch)
    }
    // The last sequence has none after it, so that it is never used.
    guard prepared.sequence >= nextSequence, prepared.sequence < .max else {
      throw .sequenceStale(prepared.sequence, next: nextSequence)
    }
    try checkHeights(prepared)
    guard prepared.outputs >= 1, prepared.totalUakt >= 1, prepared.feeUakt >= 0,
      prepared.totalUakt <= Amount.limitMicros, prepared.feeUakt <= Amount.limitMicros
    else { throw .nothingToPay }
  }

  private func checkHeights(_ prepared: PreparedPayout) throws(PayoutRefusal) {
    let limit = Int64.max / 4
    let base = min(max(0, prepared.baseHeight), limit)
    let least = base + min(rule.leastBlocks, limit)
    let most = base + min(rule.mostBlocks, limit)
    guard base == prepared.baseHeight, prepared.timeoutHeight >= least,
      prepared.timeoutHeight <= most
    else { throw .timeoutBounds(prepared.timeoutHeight, least: least, most: most) }
  }

  private func open(_ signBytes: Digest) throws(PayoutRefusal) -> PayoutAttempt {
    guard let attempt = attempt(signBytes) else { throw .signBytesUnknown(signBytes) }
    guard attempt.outcome == nil else { throw .decided(signBytes) }
    return attempt
  }

  private func check(_ nodes: [Label]) throws(PayoutRefusal) {
    let distinct = SortedMap(nodes.map { ($0, true) }) { first, _ in first }.count
    guard distinct == nodes.count, distinct >= rule.nodesNeeded else {
      throw .nodes(found: distinct, needed: rule.nodesNeeded)
    }
  }

  private func check(_ included: IncludedTransaction, _ nodes: [Label]) throws(PayoutRefusal) {
    guard let attempt = attempt(included.signBytes) else {
      throw .signBytesUnknown(included.signBytes)
    }
    guard !attempt.isIncluded else { throw .decided(included.signBytes) }
    let prepared = attempt.prepared
    guard included.height > prepared.baseHeight, included.height <= prepared.timeoutHeight,
      included.sequence == prepared.sequence
    else { throw .inclusionImpossible(height: included.height) }
    try check(nodes)
  }

  private func check(_ proof: NonInclusion, of prepared: PreparedPayout) throws(PayoutRefusal) {
    switch proof {
    case .timeout(let scanned):
      let from = prepared.baseHeight + 1
      let through = prepared.timeoutHeight + 1
      guard scanned.lowerBound <= from, scanned.upperBound >= through else {
        throw .scanIncomplete(from: from, through: through)
      }
    case .sequenceUsed(let other):
      guard other.signBytes != prepared.signBytes, other.sequence == prepared.sequence,
        other.usedSequence
      else { throw .sequenceNotUsedByOther }
      // What shows that a payment landed frees no batch before that stands in the journal.
      if let known = attempt(other.signBytes) {
        guard known.isIncluded else { throw .inclusionUnrecorded(other.signBytes) }
      } else if other.code == 0, !explained.contains(other.transaction) {
        throw .unexplained(transaction: other.transaction)
      }
    }
  }
}
