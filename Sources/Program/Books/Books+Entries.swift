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
    switch payload.body {
    case is ProgramCreated: grant(state, line: line, time: time)
    case let body as ContractSigned:
      commit(body.contract, .contractSigned, state, mark(.contract(body.contract)))
    case let body as ContractEnded:
      commit(body.contract, .contractEnded, state, mark(.contract(body.contract)))
    case let body as CampaignOpened:
      promise(
        Int128(body.cap.micros), of: body.pool, state, .campaignOpened,
        mark(.campaign(body.campaign)))
    default: break
    }
  }

  /// authority → available: each pool's amount, or by how much an amendment changes it.
  private mutating func grant(_ state: ProgramState, line: Int, time: Timestamp) {
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
