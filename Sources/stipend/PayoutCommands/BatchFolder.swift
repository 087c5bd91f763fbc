import Application
import CosmosTx
import Foundation
import Payouts
import Quantities

/// What those who sign are given: a folder that needs nothing else, carried to any machine.
///
/// `plan.json` says who is paid and why, `tx.json` is what the network's tools sign, `wallet.json`
/// the key of the treasury's members.
struct BatchFolder {
  let path: String
  let plan: PayoutPlan
  let transaction: Transaction
  let group: MultisigKey

  static let names = (plan: "plan.json", transaction: "tx.json", wallet: "wallet.json")

  /// Where what is signed stands.
  var transactionPath: String { "\(path)/\(Self.names.transaction)" }

  /// Reads a folder.
  init(_ path: String) throws {
    self.path = path
    plan = try Self.plan("\(path)/\(Self.names.plan)")
    transaction = try TxEnding.transaction("\(path)/\(Self.names.transaction)")
    group = try TxEnding.group("\(path)/\(Self.names.wallet)")
  }

  /// Reads a plan.
  static func plan(_ path: String) throws -> PayoutPlan {
    let bytes = try Files.read(path, limitBytes: PayoutPlan.limitBytes)
    do {
      return try PayoutPlan(bytes: bytes)
    } catch {
      throw TreasuryEnding.plan(path, error)
    }
  }

  /// Writes a folder for a batch.
  static func write(_ batch: PreparedBatch, _ group: MultisigKey, to path: String) throws {
    try FreshFolder.make(path)
    try Files.write(batch.plan.bytes, to: "\(path)/\(names.plan)")
    try Files.write(batch.payment.transaction.json + [10], to: "\(path)/\(names.transaction)")
    try Files.write(AccountKey.multisig(group).json + [10], to: "\(path)/\(names.wallet)")
  }

  /// The payment that follows from the plan; ends where the bytes beside it say anything else.
  func payment() throws -> PayoutTransaction {
    let differences = PlanDifference.between(transaction, plan)
    guard differences.isEmpty else { throw Self.differing(transactionPath, differences) }
    let account = try? AccountKey.multisig(group).address(prefix: "akash").address
    guard account == plan.wallet else {
      throw Ending(
        1, "payout-other-wallet",
        "\(path): the keys in wallet.json make \(account?.text ?? "no account"), and "
          + "\(plan.wallet) pays.", "Take the folder from whoever prepared it, as it is.")
    }
    do {
      return try PayoutTransaction(plan)
    } catch {
      throw TreasuryEnding.ending(.transaction(error))
    }
  }

  /// Why bytes are not signed or sent.
  static func differing(_ path: String, _ differences: [PlanDifference]) -> Ending {
    Ending(
      1, "payout-differs",
      "\(path) does not do what its plan says: "
        + differences.prefix(20).map { PlainText.of("\($0)") }.joined(separator: "; ") + ".",
      "Do not sign; have the batch prepared again, and ask who changed it.")
  }
}
