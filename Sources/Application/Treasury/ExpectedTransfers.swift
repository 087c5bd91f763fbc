public import CosmosTx
public import Payouts
import Program
import Quantities

/// The movements of the wallet that a journal's entries speak of.
public struct ExpectedTransfers: Sendable {
  private let treasury: ProgramTreasury
  private let gather: GatherDue
  private let pool: Address

  /// Reads plans from a program's blobs; a return goes to the network's community pool.
  public init(_ treasury: ProgramTreasury, _ reader: ProgramReader, on network: Network = .akash) {
    self.treasury = treasury
    gather = GatherDue(reader, network: network)
    guard let module = network.modules.first(where: { $0.name == "distribution" }) else {
      preconditionFailure("Every network here has a community pool.")
    }
    pool = module.address.address
  }

  /// All of them, in the journal's order.
  public func all() throws(DueFailure) -> [ExpectedTransfer] {
    var expected = try payouts()
    let book = treasury.state.treasury
    for tranche in book.tranches {
      expected.append(
        ExpectedTransfer(
          line: tranche.line, transaction: tranche.body.transaction, direction: .incoming,
          counterparty: tranche.body.payer, uakt: tranche.body.uakt.micros, memo: nil))
    }
    for revenue in book.revenue {
      expected.append(
        ExpectedTransfer(
          line: revenue.line, transaction: revenue.body.transaction, direction: .incoming,
          counterparty: revenue.body.payer, uakt: revenue.body.uakt.micros, memo: nil))
    }
    for sale in book.sales {
      expected.append(
        ExpectedTransfer(
          line: sale.line, transaction: sale.body.transaction, direction: .outgoing,
          counterparty: sale.body.counterparty, uakt: sale.body.uakt.micros, memo: nil))
      expected += Self.fee(
        sale.line, sale.body.transaction, uakt: sale.body.gasFee.micros, memo: nil)
    }
    for explained in book.explained {
      expected.append(
        ExpectedTransfer(
          line: explained.line, transaction: explained.body.transaction,
          direction: explained.body.direction, counterparty: explained.body.counterparty,
          uakt: explained.body.uakt.micros, memo: nil))
    }
    return expected.sorted { $0.line < $1.line }
  }

  private func payouts() throws(DueFailure) -> [ExpectedTransfer] {
    var expected: [ExpectedTransfer] = []
    for attempt in treasury.book.attempts {
      guard let recorded = treasury.state.treasury.prepared[attempt.prepared.signBytes] else {
        continue
      }
      switch attempt.outcome {
      case .confirmed(let included):
        let plan = try gather.plan(recorded.body.plan)
        let memo = plan.memo.text
        let outputs =
          plan.purpose == .return
          ? [(pool, plan.returnedUakt)] : plan.outputs.map { ($0.payee, $0.uakt) }
        for (payee, uakt) in outputs {
          expected.append(
            ExpectedTransfer(
              line: recorded.line, transaction: included.transaction, direction: .outgoing,
              counterparty: payee, uakt: uakt, memo: memo))
        }
        expected += Self.fee(
          recorded.line, included.transaction, uakt: recorded.body.fee.micros, memo: memo)
      case .failed(let included):
        expected += Self.fee(
          recorded.line, included.transaction, uakt: recorded.body.fee.micros, memo: nil)
      case .expired, nil: continue
      }
    }
    return expected
  }

  private static func fee(
    _ line: Int, _ transaction: Digest, uakt: Int64, memo: String?
  ) -> [ExpectedTransfer] {
    guard uakt > 0 else { return [] }
    return [
      ExpectedTransfer(
        line: line, transaction: transaction, direction: .fee, counterparty: nil, uakt: uakt,
        memo: memo)
    ]
  }
}
