public import Payouts
public import Program
public import Quantities

/// The payout machine's records as entries of the journal, both ways.
public enum PayoutEntries {
  /// The entry of a prepared batch; its plan is the blob that it names.
  public static func entry(of batch: PreparedBatch) throws(QuantityError) -> PayoutPrepared {
    try entry(of: batch.plan, batch.record)
  }

  /// The entry of a plan and of the payment that follows from it.
  static func entry(
    of plan: PayoutPlan, _ record: PreparedPayout
  ) throws(QuantityError) -> PayoutPrepared {
    PayoutPrepared(
      batch: record.batch, purpose: plan.purpose, plan: plan.digest, contents: record.contents,
      size: plan.journalSize, root: plan.journalRoot, signBytes: record.signBytes,
      sequence: record.sequence, base: record.baseHeight, timeout: record.timeoutHeight,
      uakt: try Amount(micros: record.totalUakt), fee: try Amount(micros: record.feeUakt),
      outputs: record.outputs, price: plan.price, totals: try totals(plan))
  }

  /// What a plan settles, by pool and currency.
  public static func totals(_ plan: PayoutPlan) throws(QuantityError) -> [PayoutTotal] {
    let parts = plan.outputs.flatMap(\.parts).map { part in
      (
        TreasuryBook.PoolCurrency(part.key.pool, part.key.currency),
        (settled: Int128(part.settledMicros), uakt: Int128(part.uakt))
      )
    }
    let sums = SortedMap(parts) { ($0.settled + $1.settled, $0.uakt + $1.uakt) }
    var totals: [PayoutTotal] = []
    for (key, sum) in sums {
      totals.append(
        PayoutTotal(
          pool: key.pool, currency: key.currency,
          settled: try Amount(micros: UInt128(sum.settled)),
          uakt: try Amount(micros: UInt128(sum.uakt))))
    }
    return totals
  }

  /// The entry that a record of the machine becomes; nil for what only people can say:
  /// a plan, or what a transaction was.
  public static func entry(of record: PayoutRecord) -> (any EntryBody)? {
    switch record {
    case .prepared, .explained: nil
    case .signed(let signBytes, let transaction):
      PayoutSigned(signBytes: signBytes, transaction: transaction)
    case .confirmed(let included, let nodes):
      PayoutConfirmed(
        signBytes: included.signBytes, transaction: included.transaction,
        sequence: included.sequence, height: included.height, nodes: nodes)
    case .failed(let included, let nodes):
      PayoutFailed(
        signBytes: included.signBytes, transaction: included.transaction,
        sequence: included.sequence, code: included.code, height: included.height, nodes: nodes)
    case .expired(let signBytes, .timeout(let scanned), let nodes):
      PayoutExpired(
        signBytes: signBytes, from: scanned.lowerBound, through: scanned.upperBound, usedBy: nil,
        transaction: nil, code: nil, height: nil, nodes: nodes)
    case .expired(let signBytes, .sequenceUsed(let other), let nodes):
      PayoutExpired(
        signBytes: signBytes, from: nil, through: nil, usedBy: other.signBytes,
        transaction: other.transaction, code: other.code, height: other.height, nodes: nodes)
    }
  }

  /// All records of a program's wallet, in the journal's order.
  public static func records(_ reader: ProgramReader) -> [PayoutRecord] {
    var records: [PayoutRecord] = []
    var sequences = SortedMap<Digest, UInt64>()
    let marks = ["payout.", "transfer.", "sale."].map { Array(#""kind":"\#($0)"#.utf8) }
    for line in reader.facts.split(separator: 10) where marks.contains(where: line.holds) {
      guard let facts = try? FactsLine.read(line),
        let payload = try? Payload(bytes: facts.payload), let body = payload.body
      else { continue }
      switch body {
      case let body as PayoutPrepared:
        sequences[body.signBytes] = body.sequence
        records.append(body.record)
      case let body as PayoutSigned: records.append(body.record)
      case let body as PayoutConfirmed: records.append(body.record)
      case let body as PayoutFailed: records.append(body.record)
      case let body as PayoutExpired:
        if let record = body.record(sequence: sequences[body.signBytes] ?? 0) {
          records.append(record)
        }
      case let body as SaleMade: records.append(body.record)
      case let body as TransferExplained:
        if let record = body.record { records.append(record) }
      default: continue
      }
    }
    return records
  }
}

extension ArraySlice<UInt8> {
  /// Whether bytes stand in it; a payload's kind stands near its beginning.
  fileprivate func holds(_ mark: [UInt8]) -> Bool {
    let head = prefix(256)
    guard head.count >= mark.count else { return false }
    return (head.startIndex...(head.endIndex - mark.count)).contains { start in
      head[start..<(start + mark.count)].elementsEqual(mark)
    }
  }
}
