import Accounting
import Policy
import Quantities

extension Books {
  /// Takes in an entry that was admitted; `state` is the state after it.
  public mutating func take(_ payload: Payload, state: ProgramState) {
    let line = state.lineCount
    let time = state.lastAdmittedAt ?? .earliest
    func mark(_ subject: TransactionSubject) -> BooksMark {
      BooksMark(line: line, time: time, subject: subject)
    }
    // Line 1 gives the pools their amounts; an amendment changes them once it is in force.
    if grantedBy != state.rules.policyDigest { grant(state, line: line, time: time) }
    switch payload.body {
    case let body as ContractSigned:
      commit(body.contract, .contractSigned, state, mark(.contract(body.contract)))
    case let body as ContractEnded:
      commit(body.contract, .contractEnded, state, mark(.contract(body.contract)))
    case let body as CampaignOpened:
      promise(
        Int128(body.cap.micros), of: body.pool, state, .campaignOpened,
        mark(.campaign(body.campaign)))
    case let body as StatementPublished: take(body, state, mark(body.subject))
    case let body as DisputeOpened: hold(body, state, mark(.dispute(body.dispute)))
    case let body as DisputeResolved: free(body.dispute, mark(.dispute(body.dispute)))
    case is ProgramClosed: release(state, line: line, time: time)
    default: takeTreasury(payload.body, state, line: line, time: time)
    }
  }

  /// authority → available: each pool's amount, or by how much an amendment changes it.
  private mutating func grant(_ state: ProgramState, line: Int, time: Timestamp) {
    grantedBy = state.rules.policyDigest
    for pool in state.rules.policy.pools {
      let amount = Int128(pool.amount.amount.micros)
      let before = granted[pool.name]
      granted[pool.name] = amount
      move(
        amount - (before ?? 0), from: .authority, to: .available, of: pool.name, pool.currency,
        before == nil ? .authorityGiven : .authorityAmended,
        BooksMark(line: line, time: time, subject: .pool(pool.name)))
    }
  }

  /// available → committed: a contract's whole value (O-08), or back what an early end frees.
  private mutating func commit(
    _ id: Label, _ narration: Narration, _ state: ProgramState, _ mark: BooksMark
  ) {
    guard let contract = state.contracts.contract(id) else { return }
    let before = commitments[id] ?? 0
    // A contract is admitted within its pool's amount, which is at most 10^18.
    let after = Int128(contract.committedMicros)
    commitments[id] = after
    promise(after - before, of: contract.body.pool, state, narration, mark)
  }

  private mutating func promise(
    _ micros: Int128, of name: Label, _ state: ProgramState, _ narration: Narration,
    _ mark: BooksMark
  ) {
    guard let pool = state.rules.policy.pool(named: name) else { return }
    move(
      micros, from: .available, to: .committed, of: name, pool.currency, narration, mark)
  }

  /// available → released, once nothing more can be promised.
  private mutating func release(_ state: ProgramState, line: Int, time: Timestamp) {
    for pool in state.history.newest.policy.pools {
      let rest = ledger.balanceMicros(.obligations(pool: pool.name, .available), pool.currency)
      move(
        max(0, rest), from: .available, to: .released, of: pool.name, pool.currency,
        .programClosed, BooksMark(line: line, time: time, subject: .pool(pool.name)))
    }
  }

  /// vested-unpaid, then accrued → held: the disputed amount, as far as it still stands there.
  ///
  /// What became uakt already stays where it is: the dispute itself keeps it from being paid.
  private mutating func hold(
    _ body: DisputeOpened, _ state: ProgramState, _ mark: BooksMark
  ) {
    guard let pool = state.history.newest.policy.pool(named: body.pool) else { return }
    var rest = Int128(body.amount.micros)
    var taken: [Posting] = []
    for account in [ObligationAccount.vestedUnpaid, .accrued] {
      let key = Account.obligations(pool: pool.name, account)
      let part = min(rest, max(0, ledger.balanceMicros(key, pool.currency)))
      guard part > 0 else { continue }
      taken.append(Posting(key, pool.currency, -part))
      rest -= part
    }
    guard !taken.isEmpty else { return }
    let held = Int128(body.amount.micros) - rest
    taken.append(
      Posting(.obligations(pool: pool.name, .heldDispute), pool.currency, held))
    disputed[body.dispute] = taken
    post(.disputeOpened, mark, taken)
  }

  /// held → where it was taken from.
  private mutating func free(_ dispute: Label, _ mark: BooksMark) {
    guard let taken = disputed.removeValue(forKey: dispute) else { return }
    post(
      .disputeResolved, mark,
      taken.map { Posting($0.account, $0.currency, -$0.amountMicros) })
  }

  /// Moves an amount between two accounts of a pool.
  mutating func move(
    _ micros: Int128, from: ObligationAccount, to: ObligationAccount, of pool: Label,
    _ currency: Currency, _ narration: Narration, _ mark: BooksMark
  ) {
    post(
      narration, mark,
      [
        Posting(.obligations(pool: pool, from), currency, -micros),
        Posting(.obligations(pool: pool, to), currency, micros),
      ])
  }
}
