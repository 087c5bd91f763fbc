public import Payouts
import Policy
import Program
public import Quantities

extension ReturnPlan {
  /// What goes back of a program's wallet: dollars that are owed or committed count at the policy's
  /// lower price; without a price nothing can go back while there are any.
  public init(
    of treasury: ProgramTreasury, walletUakt: Int64, price: Price18?, isFinal: Bool
  ) throws(ReturnFailure) {
    let owed = treasury.state.openObligations()
    let lower = price?.fallen(by: treasury.rule.fall)
    if owed.dollarMicros > 0, lower == nil { throw .noPrice }
    // Where no dollars are owed, the price says nothing.
    guard let weight = lower ?? (try? Price18(scaled: Price18.scale)) else { throw .noPrice }
    let gas = treasury.batchRule.gas(outputs: 1) ?? 0
    do {
      self = try ReturnPlan(
        walletUakt: walletUakt, owedUakt: Int64(clamping: owed.uakt),
        owedMicroDollars: Int64(clamping: owed.dollarMicros), committedUakt: 0,
        committedMicroDollars: 0, lowerPrice: weight,
        feeUakt: treasury.batchRule.feeUakt(gas: gas) ?? 0, isFinal: isFinal,
        undecidedBatch: treasury.book.undecided?.prepared.batch)
    } catch {
      throw .refused(error)
    }
  }
}

/// Why nothing goes back.
public enum ReturnFailure: Error, Hashable, Sendable {
  /// Dollars are owed or committed, and no price is known.
  case noPrice
  /// The amounts say so.
  case refused(ReturnPlan.Refusal)
}
