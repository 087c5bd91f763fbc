public import Payouts
public import Policy
public import Quantities
import Rewards

// The rules that kinds about the treasury share.
extension ProgramState {
  func requireTreasury() throws(Rejection) -> TreasuryRule {
    guard let rule = rules.policy.treasury else { throw .treasury(.treasuryMissing) }
    return rule
  }

  /// The wallet's fold under the rule in force.
  func requireWallet() throws(Rejection) -> PayoutBook {
    let rule = try requireTreasury()
    guard let wallet = treasury.wallet?.body, var book = treasury.payouts else {
      throw .treasury(.walletMissing)
    }
    book.rule = rule.machine(on: wallet.chain)
    return book
  }

  func requireTransferUnknown(
    _ transaction: Digest, _ height: Int64, _ direction: WalletTransfer.Direction,
    _ counterparty: Address?
  ) throws(Rejection) {
    // A payout's outputs stand as one transfer without counterparty.
    for known in [counterparty, nil] {
      let key = TreasuryBook.TransferKey(transaction, height, direction, known)
      if let line = treasury.transfers[key] {
        throw .treasury(.transferKnown(transaction, line: line))
      }
    }
  }

  func requireHeld(_ uakt: Int128) throws(Rejection) {
    guard uakt <= treasury.walletUakt else {
      throw .treasury(.walletShort(uakt: uakt, held: treasury.walletUakt))
    }
  }

  func requireAmount(_ amount: Amount) throws(Rejection) {
    guard amount.micros > 0 else { throw .treasury(.amountEmpty) }
  }

  func requireNewTreasuryID(_ id: Label) throws(Rejection) {
    if let line = treasury.ids[id] { throw .idTaken(id, line: line) }
  }

  /// Refuses a commitment beyond what was received and what the policy allows before.
  func requireFunded(_ asked: UInt128, of pool: PoolPolicy) throws(Rejection) {
    guard rules.policy.treasury != nil else { return }
    let standing = funding(adding: asked, to: pool.name)
    guard standing.committedMicros <= standing.limitMicros else {
      throw .treasury(
        .fundingExceeded(committed: standing.committedMicros, limit: standing.limitMicros))
    }
  }

  /// What was received, what may be committed against it, and what is.
  public var funding: FundingStanding { funding(adding: 0, to: nil) }

  private func funding(adding asked: UInt128, to pool: Label?) -> FundingStanding {
    var committed = Int128(0)
    for other in rules.policy.pools {
      var micros = contracts.committedMicros(pool: other.name)
      micros += campaigns.capMicros(pool: other.name)
      if other.name == pool { micros += asked }
      guard micros > 0 else { continue }
      committed += dollars(of: micros, other.currency) ?? Int128(Amount.limitMicros) * 1_000
    }
    let budget = rules.policy.budget.amount
    let worth = dollars(of: UInt128(budget.amount.magnitude), budget.currency) ?? 0
    let unfunded = rules.policy.treasury?.unfunded.ppm ?? 0
    let before = worth * Int128(unfunded) / Int128(Ratio.ppmPerOne)
    return FundingStanding(
      fundedMicros: treasury.fundedMicros, limitMicros: treasury.fundedMicros + before,
      committedMicros: committed)
  }

  /// Micro-dollars of an amount, rounded up; nil where it has no price.
  private func dollars(of micros: UInt128, _ currency: Currency) -> Int128? {
    if currency == .usd { return Int128(exactly: micros) }
    guard let price = treasury.newestPrice, let amount = Int64(exactly: micros),
      let dollars = price.microDollarsCeiling(forUakt: amount)
    else { return nil }
    return Int128(dollars)
  }
}

extension ProgramState {
  /// What a pool has matured in a currency, at most, as the entries' totals say.
  ///
  ///     least value(k) over k ≥ s, s the last epoch with payable ≤ now, + Σ takenBack
  ///
  /// What was taken back of one line does not lower what others may be paid, so that it stands
  /// beside; the plan, which has lines, is exact (`verify`).
  func maturedMicros(_ pool: PoolPolicy, _ currency: Currency, at now: Timestamp) -> Int128 {
    let converts = pool.convertsInStatements
    guard currency == (converts ? .uakt : pool.currency) else { return 0 }
    var values: [Int128] = []
    var takenBack = Int128(0)
    var last: Int?
    for epoch in 1...max(1, EpochCalendar(pool).count) {
      guard let body = epochs.statement(pool: pool.name, epoch: epoch, version: 1)?.body,
        let payable = payableDate(ofEpoch: epoch, of: pool.name)
      else { break }
      let figures = body.figures
      if payable <= now { last = values.count }
      values.append(Int128(converts ? figures.uaktToDate : figures.vested))
      takenBack += converts ? 0 : max(0, Int128(figures.takenBack))
    }
    guard let last, let least = values[last...].min() else { return 0 }
    return max(0, least) + takenBack
  }

  /// When an epoch's statement can be paid.
  public func payableDate(ofEpoch epoch: Int, of pool: Label) -> Timestamp? {
    guard let place = try? requireEpoch(epoch, of: pool) else { return nil }
    let policy = place.rules.policy
    return EpochDates(
      end: place.span.end, graceSeconds: policy.observation.graceSeconds, payouts: policy.payouts
    )?.payable
  }

  /// Refuses to settle more of a pool than has matured and is not settled.
  func requireMatured(
    _ name: Label, _ currency: Currency, settles micros: Int128, at now: Timestamp
  ) throws(Rejection) {
    guard let pool = history.newest.policy.pool(named: name) else { throw .poolUnknown(name) }
    let paid = treasury.settled[TreasuryBook.PoolCurrency(name, currency)] ?? 0
    let most = max(0, maturedMicros(pool, currency, at: now) - paid)
    guard micros <= most else {
      throw .treasury(
        .payoutBeyondMatured(pool: name, currency: currency, settled: micros, most: most))
    }
  }
}

/// What a program still owes or may come to owe.
public struct OpenObligations: Hashable, Sendable {
  /// In micro-dollars.
  public internal(set) var dollarMicros: Int128 = 0
  /// In uakt.
  public internal(set) var uakt: Int128 = 0

  /// What the wallet must keep: dollars at a lower price, rounded up; nil without a price for them.
  public func neededUakt(at price: Price18?, fall: Ratio) -> Int128? {
    guard dollarMicros > 0 else { return uakt }
    guard let lower = price?.fallen(by: fall), let micros = Int64(exactly: dollarMicros),
      let worth = lower.uaktCeiling(forMicroDollars: micros)
    else { return nil }
    return uakt + Int128(worth)
  }
}

extension ProgramState {
  /// Per pool: owed = accrued − settled; ahead = what contracts, caps and pots to come can bring.
  public func openObligations() -> OpenObligations {
    var open = OpenObligations()
    for pool in history.newest.policy.pools {
      let count = EpochCalendar(pool).count
      var base = Int128(0)
      var newest: StatementFigures?
      var stated = 0
      while stated < count,
        let body = epochs.statement(pool: pool.name, epoch: stated + 1, version: 1)?.body
      {
        base += Int128(body.figures.pot.baseMicros)
        newest = body.figures
        stated += 1
      }
      let ahead = stated == count ? 0 : aheadMicros(pool, base: base, newest)
      add(pool, newest, ahead: ahead, to: &open)
    }
    return open
  }

  private func aheadMicros(
    _ pool: PoolPolicy, base: Int128, _ newest: StatementFigures?
  ) -> Int128 {
    switch pool.kind {
    case .committed:
      max(0, Int128(contracts.committedMicros(pool: pool.name)) - base)
    case .research:
      max(0, Int128(campaigns.capMicros(pool: pool.name)) - Int128(newest?.accrued ?? 0))
    case .epoch, .activity:
      closedLine == nil
        ? max(0, Int128(pool.amount.amount.micros) - base)
          + Int128(max(0, newest?.pot.carriedOutMicros ?? 0)) : 0
    }
  }

  private func add(
    _ pool: PoolPolicy, _ figures: StatementFigures?, ahead: Int128,
    to open: inout OpenObligations
  ) {
    func settled(_ currency: Currency) -> Int128 {
      treasury.settled[TreasuryBook.PoolCurrency(pool.name, currency)] ?? 0
    }
    let accrued = Int128(figures?.accrued ?? 0)
    if pool.convertsInStatements {
      let converted = Int128(figures?.vested ?? 0) - Int128(figures?.waiting ?? 0)
      open.dollarMicros += max(0, accrued - converted) + ahead
      open.uakt += max(0, Int128(figures?.uaktToDate ?? 0) - settled(.uakt))
    } else if pool.currency == .usd {
      open.dollarMicros += max(0, accrued - settled(.usd)) + ahead
    } else {
      open.uakt += max(0, accrued - settled(.uakt)) + ahead
    }
  }
}

extension PoolPolicy {
  /// Whether its statements turn dollars into uakt.
  var convertsInStatements: Bool {
    guard currency == .usd, let conversion else { return false }
    return conversion.moment != .payout
  }
}

extension TreasuryRule {
  /// What the payout machine believes, on a chain.
  public func machine(on chain: Label) -> PayoutMachineRule {
    PayoutMachineRule(
      chain: chain, nodesNeeded: nodes, leastBlocks: leastBlocks, mostBlocks: mostBlocks)
  }
}
