public import Quantities

/// What a transaction is about.
public enum TransactionSubject: Hashable, Sendable {
  /// The whole program.
  case program
  /// A pool.
  case pool(Label)
  /// A contract.
  case contract(Label)
  /// A campaign.
  case campaign(Label)
  /// An epoch of a pool.
  case epoch(pool: Label, number: Int)
  /// A dispute.
  case dispute(Label)
  /// A payment of the wallet, by its batch.
  case payout(batch: Int)
  /// A tranche of funding.
  case tranche(Label)
  /// A sale of tokens.
  case sale(Label)
  /// Revenue of an account's machines.
  case revenue(Address)
  /// A transfer that was explained.
  case transfer(Digest)
}

extension TransactionSubject: CustomStringConvertible {
  /// In words, such as `contract c-1` or `epoch liquidity/12`.
  public var description: String {
    switch self {
    case .program: "program"
    case .pool(let pool): "pool \(pool)"
    case .contract(let contract): "contract \(contract)"
    case .campaign(let campaign): "campaign \(campaign)"
    case .epoch(let pool, let number): "epoch \(pool)/\(number)"
    case .dispute(let dispute): "dispute \(dispute)"
    case .payout(let batch): "payout \(batch)"
    case .tranche(let tranche): "tranche \(tranche)"
    case .sale(let sale): "sale \(sale)"
    case .revenue(let host): "revenue of \(host)"
    case .transfer(let transaction): "transfer \(transaction)"
    }
  }
}
