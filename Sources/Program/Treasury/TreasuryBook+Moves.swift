import Payouts
import Policy
import Quantities

extension TreasuryBook {
  /// Notes a transfer as recorded, and what it does to what the wallet holds.
  mutating func move(
    _ transaction: Digest, _ height: Int64, _ direction: WalletTransfer.Direction,
    _ counterparty: Address?, uakt: Int128, line: Int
  ) {
    let key = TransferKey(transaction, height, direction, counterparty)
    transfers[key] = line
    walletUakt += direction == .incoming ? uakt : -uakt
  }

  /// What was settled of a pool, one time more.
  mutating func settle(_ pool: Label, _ currency: Currency, micros: Int128) {
    settled[PoolCurrency(pool, currency), default: 0] += micros
  }

  /// Takes a record of the wallet into its fold, which admission asked before.
  mutating func admit(_ record: PayoutRecord, under rule: PayoutMachineRule?) {
    if let rule { payouts?.rule = rule }
    do {
      try payouts?.admit(record)
    } catch {
      preconditionFailure("A record is applied after it was admitted.")
    }
  }
}

extension ProgramState {
  /// Takes a record of the wallet in, under the rule in force.
  mutating func admitPayout(_ record: PayoutRecord) {
    let chain = treasury.wallet?.body.chain
    let rule = chain.flatMap { chain in rules.policy.treasury?.machine(on: chain) }
    treasury.admit(record, under: rule)
  }
}
