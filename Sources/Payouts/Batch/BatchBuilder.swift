import Accounting
import Quantities
import Rewards

/// Takes the lines of a moment through the rules of `docs/reference/payouts.md`, one by one.
struct BatchBuilder {
  let input: BatchInput
  private var standings: [LineStanding]
  /// What each line's credit is worth, in uakt; 0 where nothing is left of it.
  private var worthUakt: [Int64]
  /// The same before anything was cut: how much is owed.
  private var owedUakt: [Int64] = []

  init(_ input: BatchInput) throws(DueRefusal) {
    self.input = input
    let lines = input.lines.sorted { $0.key < $1.key }
    for (line, next) in zip(lines, lines.dropFirst()) where line.key == next.key {
      throw .lineTwice(line.key)
    }
    var total: Int128 = 0
    for line in lines {
      guard line.isSound else { throw .lineUnsound(line.key) }
      total += Int128((line.steps.map(\.vestedMicros.magnitude).max() ?? 0))
    }
    // Sums of credits, debts and weights then stay within 64 bits.
    guard total <= Int128(Amount.limitMicros) else { throw .overflow }
    standings = lines.map { LineStanding($0, at: input.time) }
    worthUakt = [Int64](repeating: 0, count: lines.count)
  }

  /// Sets what lines of a beneficiary owe against the credits of its others (decision 0013).
  ///
  ///     Σ offset = min(Σ owing, Σ credit)   per pool, currency and beneficiary
  mutating func setDebts() {
    var start = 0
    while start < standings.count {
      let first = standings[start].line.key
      let end =
        standings[start...].firstIndex { standing in
          let key = standing.line.key
          return key.pool != first.pool || key.currency != first.currency
            || key.beneficiary != first.beneficiary
        } ?? standings.count
      setDebts(within: start..<end)
      start = end
    }
  }

  private mutating func setDebts(within group: Range<Int>) {
    var debt: UInt128 = 0
    var credit: UInt128 = 0
    for index in group {
      let standing = standings[index]
      debt += UInt128(standing.owingMicros.magnitude)
      debt += UInt128(standing.line.owedBackMicros.magnitude)
      credit += UInt128(standing.creditMicros.magnitude)
    }
    guard debt > 0, credit > 0 else { return }
    var split = CumulativeSplit(amount: UInt64(min(debt, credit)), totalWeight: credit)
    for index in group {
      let part = split.next(weight: UInt128(standings[index].creditMicros.magnitude))
      standings[index].withhold(Int64(part), .owedBack)
    }
  }

  /// Holds back whole lines, for the first reason of the list that there is.
  mutating func holdBack() {
    for index in standings.indices {
      if let reason = obstacle(standings[index].line) {
        standings[index].withhold(standings[index].creditMicros, reason)
      }
    }
  }

  private func obstacle(_ line: DueLine) -> UnpaidReason? {
    if input.isHalted { return .payoutsHalted }
    if input.screening.holds(line) { return .administrativeHold }
    if line.fault != nil { return .payeeRefused }
    let cooling = input.rule.coolingSeconds
    if let reason = line.naming.obstacle(at: input.time, coolingSeconds: cooling) { return reason }
    return line.key.currency == .usd && input.price == nil ? .waitingForPrice : nil
  }

  /// Says what each credit is worth; what is worth less than one uakt is carried.
  mutating func convert() throws(DueRefusal) {
    var total: Int128 = 0
    for index in standings.indices where standings[index].creditMicros > 0 {
      worthUakt[index] = try worth(of: standings[index])
      total += Int128(worthUakt[index])
      if worthUakt[index] == 0 {
        standings[index].withhold(standings[index].creditMicros, .belowMinimum)
      }
    }
    guard total <= Int128(Amount.limitMicros) else { throw .overflow }
    owedUakt = worthUakt
  }

  private func worth(of standing: LineStanding) throws(DueRefusal) -> Int64 {
    guard standing.line.key.currency == .usd else { return standing.creditMicros }
    guard let price = input.price, let dollars = try? Amount(micros: standing.creditMicros),
      let worth = try? price.uakt(forMicroDollars: dollars)
    else { throw .overflow }
    return worth.micros
  }

  /// The fee of the largest batch that could come of this.
  func feeReserve() throws(DueRefusal) -> Int64 {
    let count = min(payees().count, input.rule.outputLimit)
    guard let gas = input.rule.gas(outputs: count), let fee = input.rule.feeUakt(gas: gas) else {
      throw .overflow
    }
    return fee
  }

  /// Serves the pools in their order with what the wallet has; unnamed ones come last.
  mutating func serve(walletUakt: Int64) {
    let order = input.rule.order
    let levels = standings.map { order.firstIndex(of: $0.line.key.pool) ?? order.count }
    share(walletUakt, levels: levels, else: .walletShort)
  }

  /// Keeps the batch within what the market is given.
  mutating func pace(budgetUakt: Int64) {
    let one = [Int](repeating: 0, count: standings.count)
    share(budgetUakt, levels: one, else: .paced)
  }

  private mutating func share(_ budgetUakt: Int64, levels: [Int], else reason: UnpaidReason) {
    let served = ClaimPriority.served(worthUakt, levels: levels, availableMicros: budgetUakt)
    for index in standings.indices { cut(index, toUakt: served[index], reason) }
  }

  /// Leaves of a credit what `uakt` settles: min(c, ⌈s · P / 10^18⌉) of dollars.
  private mutating func cut(_ index: Int, toUakt uakt: Int64, _ reason: UnpaidReason) {
    guard uakt < worthUakt[index] else { return }
    let credit = standings[index].creditMicros
    worthUakt[index] = uakt
    guard standings[index].line.key.currency == .usd, let price = input.price else {
      standings[index].withhold(credit - uakt, reason)
      return
    }
    let dollars = price.microDollarsCeiling(forUakt: uakt) ?? credit
    standings[index].withhold(credit - min(credit, dollars), reason)
  }

  /// Drops payees below the least amount, then those beyond the batch, oldest first.
  mutating func chooseOutputs() {
    var kept: [Group] = []
    for group in payees() {
      // Nothing is sent for what is worth less than one uakt.
      if group.uakt < max(1, input.rule.minimumUakt) {
        drop(group, .belowMinimum)
      } else {
        kept.append(group)
      }
    }
    // A part payment leaves `since` as it is: who got less of the same is then owed more.
    kept.sort { ($0.since, $1.owed, $0.payee) < ($1.since, $0.owed, $1.payee) }
    for group in kept.dropFirst(input.rule.outputLimit) { drop(group, .beyondBatch) }
  }

  private struct Group {
    let payee: Address
    let indices: [Int]
    let uakt: Int64
    let owed: Int64
    let since: Timestamp
  }

  /// The payees with credit, ascending.
  private func payees() -> [Group] {
    let lines = standings.indices.filter { standings[$0].creditMicros > 0 }
    let groups = SortedMap(
      lines.map { index in
        let payee = standings[index].line.key.payee
        let since = standings[index].since
        return (
          payee,
          Group(
            payee: payee, indices: [index], uakt: worthUakt[index], owed: owedUakt[index],
            since: since)
        )
      }
    ) { first, next in
      Group(
        payee: first.payee, indices: first.indices + next.indices, uakt: first.uakt + next.uakt,
        owed: first.owed + next.owed, since: min(first.since, next.since))
    }
    return groups.values
  }

  private mutating func drop(_ group: Group, _ reason: UnpaidReason) {
    for index in group.indices {
      standings[index].withhold(standings[index].creditMicros, reason)
      worthUakt[index] = 0
    }
  }

  func outputs() -> [PayoutOutput] {
    payees().map { group in
      PayoutOutput(
        payee: group.payee,
        parts: group.indices.map {
          PayoutOutput.Part(
            key: standings[$0].line.key, settledMicros: standings[$0].creditMicros,
            uakt: worthUakt[$0])
        })
    }
  }

  func outcomes() -> [LineOutcome] {
    standings.map { standing in
      LineOutcome(
        key: standing.line.key, accruedMicros: standing.accruedMicros,
        paidMicros: standing.line.paidMicros, inBatchMicros: standing.line.inBatchMicros,
        outputMicros: standing.creditMicros, unpaid: standing.unpaid,
        owingMicros: standing.owingMicros)
    }
  }
}
