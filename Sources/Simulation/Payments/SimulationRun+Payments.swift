import Application
import Payouts
import Policy
import Program
import Quantities

// What an administrator does with the treasury, through the use cases that commands use. The chain
// is made up: what became of a payment is drawn.
extension SimulationRun {
  mutating func pay(_ planned: PlannedPayment) throws(DeliveryFailure) {
    program.advance(to: planned.at)
    try keeping.take(program.takeNews())
    guard let treasury = try? ProgramTreasury(program.state) else { return }
    var chance = SplitMix64(seed: planned.seed)
    if let attempt = treasury.book.undecided {
      var fate = InventedFate(attempt, height: InventedChain.height(at: planned.at), chance)
      for record in fate.records(nodes: treasury.rule.nodes) {
        guard let body = PayoutEntries.entry(of: record) else { continue }
        program.attempt(body, at: planned.at)
      }
    } else {
      try prepare(treasury, at: planned.at, &chance)
    }
    try keeping.take(program.takeNews())
  }

  /// Prepares a batch or a return, or sells what a batch would have settled in dollars.
  private mutating func prepare(
    _ treasury: ProgramTreasury, at time: Timestamp, _ chance: inout SplitMix64
  ) throws(DeliveryFailure) {
    let root = try keeping.root()
    let input: PayoutInput
    do {
      input = try self.input(treasury, root: root, at: time)
    } catch {
      paymentFaults.append("\(error)")
      return
    }
    let returns = chance.chance(percent: 8)
    if !returns {
      do {
        let batch = try PreparedBatch(
          input, after: treasury.book, last: nil, network: treasury.wallet.chain, priceBound: nil)
        let sale =
          chance.chance(percent: 30)
          ? InventedSale.sale(instead: batch.plan, at: time, &chance) : nil
        if let sale { return sell(sale, at: time) }
        return enter(batch, at: time)
      } catch .nothingToPay {
        if chance.chance(percent: 15) {
          return sell(InventedSale.idle(treasury, at: time, &chance), at: time)
        }
      } catch {
        paymentFaults.append("\(error)")
        return
      }
    }
    guard returns || chance.chance(percent: 30) else { return }
    giveBack(treasury, input)
  }

  private mutating func giveBack(_ treasury: ProgramTreasury, _ input: PayoutInput) {
    let returned: ReturnPlan
    do {
      returned = try ReturnPlan(
        of: treasury, walletUakt: input.wallet.uakt, price: input.batch.price, isFinal: false)
    } catch {
      // Too little is there, or no price is known: nobody asks for more.
      return
    }
    guard returned.returnedUakt > 0, let gas = input.batch.rule.gas(outputs: 1) else { return }
    do {
      enter(
        try PreparedBatch(returning: returned, input, gas: gas, after: treasury.book),
        at: input.batch.time)
    } catch {
      paymentFaults.append("\(error)")
    }
  }

  private mutating func enter(_ batch: PreparedBatch, at time: Timestamp) {
    program.keep(batch.plan.bytes)
    let body = sound(try PayoutEntries.entry(of: batch))
    guard let rejection = program.attempt(body, at: time) else { return }
    if case .treasury(.payoutsHalted) = rejection { return }
    paymentFaults.append("batch \(batch.record.batch): \(rejection.code)")
  }

  private mutating func sell(_ sale: InventedSale, at time: Timestamp) {
    program.keep(sale.receipt)
    program.attempt(sale.body, at: time)
  }

  private mutating func input(
    _ treasury: ProgramTreasury, root: Digest, at time: Timestamp
  ) throws -> PayoutInput {
    var gather = GatherDue(try current())
    let lines = try gather.lines(treasury.history, wallet: treasury.wallet.address)
    let state = treasury.state
    let held = Int64(clamping: state.treasury.walletUakt)
    return PayoutInput(
      program: state.program ?? .zero, walletAddress: treasury.wallet.address,
      wallet: WalletStanding(
        chain: treasury.wallet.chain, height: InventedChain.height(at: time), accountNumber: 7,
        sequence: treasury.book.nextSequence, uakt: held),
      journalSize: state.lineCount, journalRoot: root,
      timeoutBlocks: treasury.rule.mostBlocks,
      batch: BatchInput(
        lines: lines, rule: treasury.batchRule, time: time,
        price: treasury.pinnedPrice(at: time), walletUakt: held,
        paceUakt: treasury.paceUakt(at: time), isHalted: state.halts.halt(of: .payouts) != nil))
  }
}
