public import CosmosTx
import Payouts
public import Quantities

/// Where a transaction's bytes say something else than the plan that it claims to follow.
public enum PlanDifference: Hashable, Sendable {
  /// The plan itself makes no transaction.
  case planRefused(PayoutTransaction.Refusal)
  /// The memo is no payout's.
  case memoForeign(String)
  /// The memo names another program, batch or journal.
  case memo(expected: String, found: String)
  /// It is another kind of transaction, or several messages.
  case messages(expected: String, found: String)
  /// Another account pays.
  case payer(expected: Address, found: String)
  /// A payee gets another amount than the plan says; 0 for none.
  case output(payee: String, expectedUakt: Int64, foundUakt: Int64)
  /// The same payments in another order.
  case order
  /// Another fee or gas.
  case fee(expected: String, found: String)
  /// Another timeout.
  case timeout(expected: UInt64, found: UInt64)
  /// Anything else: the bytes are not those that follow.
  case bytes

  /// What differs, in the order in which somebody reads a transaction; empty where nothing does.
  public static func between(_ transaction: Transaction, _ plan: PayoutPlan) -> [PlanDifference] {
    let expected: Transaction
    do {
      expected = try PayoutTransaction(plan).transaction
    } catch {
      return [.planRefused(error)]
    }
    var found: [PlanDifference] = []
    found += messages(transaction, expected, plan)
    let (body, wanted) = (transaction.body, expected.body)
    if body.memo != wanted.memo {
      found.append(
        PayoutMemo(body.memo) == nil
          ? .memoForeign(body.memo) : .memo(expected: wanted.memo, found: body.memo))
    }
    if transaction.authInfo.fee != expected.authInfo.fee {
      found.append(
        .fee(expected: text(expected.authInfo.fee), found: text(transaction.authInfo.fee)))
    }
    if body.timeoutHeight != wanted.timeoutHeight {
      found.append(.timeout(expected: wanted.timeoutHeight, found: body.timeoutHeight))
    }
    // Whatever no case above names must differ in nothing.
    if found.isEmpty, body != wanted { found.append(.bytes) }
    return found
  }

  private static func text(_ fee: Fee) -> String {
    let coins = fee.amount.map { "\($0.amount) \($0.denomination)" }.joined(separator: " and ")
    let payers = [fee.payer.map { " paid by \($0)" }, fee.granter.map { " granted by \($0)" }]
    return "\(coins.isEmpty ? "nothing" : coins) for \(fee.gasLimit) gas"
      + payers.compactMap { $0 }.joined()
  }

  private static func messages(
    _ transaction: Transaction, _ expected: Transaction, _ plan: PayoutPlan
  ) -> [PlanDifference] {
    guard transaction.body.messages != expected.body.messages else { return [] }
    let (found, wanted) = (transaction.body.messages, expected.body.messages)
    guard found.count == 1, let message = found.first, name(message) == name(wanted[0]) else {
      return [.messages(expected: wanted.map(name).joined(), found: "\(found.map(name))")]
    }
    var differences: [PlanDifference] = []
    let payer = message.signers.first?.text ?? "nobody"
    if payer != plan.wallet.description {
      differences.append(.payer(expected: plan.wallet, found: payer))
    }
    guard case .multiSend(let found) = message, case .multiSend(let wanted) = wanted[0] else {
      return differences.isEmpty ? [.bytes] : differences
    }
    let amounts = changes(from: wanted, to: found)
    if !amounts.isEmpty { return differences + amounts }
    if found.outputs != wanted.outputs { return differences + [.order] }
    return differences.isEmpty ? [.bytes] : differences
  }

  private static func changes(
    from wanted: MsgMultiSend, to found: MsgMultiSend
  ) -> [PlanDifference] {
    func amounts(_ message: MsgMultiSend) -> SortedMap<AccountAddress, Int64> {
      SortedMap(
        message.outputs.map { party in
          (party.address, party.coins.reduce(Int64(0)) { $0 &+ $1.amount.micros })
        }, combining: &+)
    }
    let (old, new) = (amounts(wanted), amounts(found))
    let everybody = SortedMap(
      (old.keys + new.keys).map { ($0, true) }, combining: { first, _ in first })
    return everybody.keys.compactMap { payee in
      let (before, after) = (old[payee] ?? 0, new[payee] ?? 0)
      return before == after
        ? nil : .output(payee: payee.text, expectedUakt: before, foundUakt: after)
    }
  }

  private static func name(_ message: TransactionMessage) -> String {
    switch message {
    case .send: "MsgSend"
    case .multiSend: "MsgMultiSend"
    case .fundCommunityPool: "MsgFundCommunityPool"
    case .submitProposal: "MsgSubmitProposal"
    case .exec: "MsgExec"
    }
  }
}

extension PlanDifference: CustomStringConvertible {
  /// What differs, in one sentence.
  public var description: String {
    switch self {
    case .planRefused(let refusal): "the plan makes no transaction: \(refusal)"
    case .memoForeign(let memo): "the memo is no payout's: \(memo)"
    case .memo(let expected, let found): "the memo is \(found), and the plan's \(expected)"
    case .messages(let expected, let found): "it holds \(found), and the plan one \(expected)"
    case .payer(let expected, let found): "\(found) pays, and by the plan \(expected)"
    case .output(let payee, 0, let found): "\(payee) gets \(found) uakt, and nothing by the plan"
    case .output(let payee, let expected, let found):
      "\(payee) gets \(found) uakt, and \(expected) by the plan"
    case .order: "the same payments stand in another order"
    case .fee(let expected, let found): "the fee is \(found), and by the plan \(expected)"
    case .timeout(let expected, let found):
      "it can be included up to block \(found), and by the plan up to \(expected)"
    case .bytes: "the bytes are not those that follow from the plan"
    }
  }
}
