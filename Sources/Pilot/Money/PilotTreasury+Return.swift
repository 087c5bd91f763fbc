import Application
import Payouts
import Program
import Quantities

// What goes back to the community.
extension PilotTreasury {
  /// Gives back what is neither owed nor committed, or at the very end everything.
  func giveBack(isFinal: Bool) async throws {
    let (input, treasury) = try await input(blocks: 20)
    let returned = try ReturnPlan(
      of: treasury, walletUakt: input.wallet.uakt, price: input.batch.price, isFinal: isFinal)
    guard let gas = treasury.batchRule.gas(outputs: 1) else {
      throw PilotFailure.outside("a return's gas is out of bounds")
    }
    let batch = try PreparedBatch(
      returning: returned, input, gas: gas, after: treasury.book)
    try await enter(batch)
    try await pay(batch, nil, as: isFinal ? .closeOut : .windowReturn)
  }
}
