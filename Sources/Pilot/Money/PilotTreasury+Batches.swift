import Application
import CosmosClient
import CosmosTx
import DevNet
import Paying
import Payouts
import Program
import Quantities

// Batches, each paid once, whatever goes wrong.
extension PilotTreasury {
  /// Asks what is due before the hold is over: nothing.
  func hold() async throws {
    let (input, treasury) = try await input(blocks: 20)
    let open = treasury.state.openObligations().uakt
    guard case .failure(.nothingToPay(let outcomes)) = Self.batch(input, treasury) else {
      throw PilotFailure.outside("a batch is prepared although the hold runs")
    }
    let held = outcomes.reduce(Int64(0)) { $0 + ($1.unpaid[.inHold] ?? 0) }
    try await note(
      .hold, onChain: "nothing is sent",
      inJournal: "\(held) uakt in hold of \(open) owed or committed")
  }

  /// The batch of a moment.
  private static func batch(
    _ input: PayoutInput, _ treasury: ProgramTreasury
  ) -> Result<PreparedBatch, PreparedBatch.Refusal> {
    do {
      return .success(
        try PreparedBatch(
          input, after: treasury.book, last: nil, network: treasury.wallet.chain,
          priceBound: nil))
    } catch {
      return .failure(error)
    }
  }

  /// Pays what is due now, batch after batch; the faults come one after the other.
  func payAll(_ faults: [MoneyFault?]) async throws {
    var faults = faults[...]
    while true {
      guard let batch = try await prepare() else { break }
      let fault = faults.popFirst() ?? nil
      try await pay(batch, fault)
      await pass(blocks: 2)
    }
    guard faults.isEmpty else {
      throw PilotFailure.outside("there are too few batches for the faults")
    }
  }

  /// The next batch, entered; nil where nothing is due.
  private func prepare() async throws -> PreparedBatch? {
    let (input, treasury) = try await input(blocks: 20)
    switch Self.batch(input, treasury) {
    case .success(let batch):
      try await enter(batch)
      return batch
    case .failure(.nothingToPay): return nil
    case .failure(let refusal): throw PilotFailure.outside("no batch: \(refusal)")
    }
  }

  /// Pays a batch with a fault, and as a replacement where the fault was its end.
  func pay(
    _ batch: PreparedBatch, _ fault: MoneyFault?, as kind: MoneyStep.Kind = .batch
  ) async throws {
    let attempt = try await send(batch, fault)
    guard fault?.expects(attempt.outcome) ?? attempt.isPaid else {
      throw PilotFailure.outside(
        "batch \(batch.record.batch), \(fault?.rawValue ?? "without a fault"), became "
          + "\(attempt.outcome.map { "\($0)" } ?? "undecided")")
    }
    switch attempt.outcome {
    case .confirmed(let included):
      try await note(
        kind, batch: batch.record.batch, fault: fault,
        onChain: "block \(included.height): \(batch.record.outputs) outputs, fee "
          + "\(batch.record.feeUakt)" + (fault == .lostAnswer ? "; the answer was 504" : ""),
        inJournal: fault == .crash
          ? "signed; restarted; confirmed by 2 nodes" : "signed, confirmed by 2 nodes")
    case .failed(let included):
      try await note(
        kind, batch: batch.record.batch, fault: fault,
        onChain: "block \(included.height): code \(included.code), fee \(batch.record.feeUakt)",
        inJournal: "failed by 2 nodes; nobody is paid")
      try await replace(batch, as: kind)
    case .expired:
      try await note(
        kind, batch: batch.record.batch, fault: fault,
        onChain: "in no block up to \(batch.record.timeoutHeight + 1)",
        inJournal: "expired, every block scanned on 2 nodes")
      try await replace(batch, as: kind)
    case nil: throw PilotFailure.outside("batch \(batch.record.batch) is undecided")
    }
  }

  private func replace(_ dead: PreparedBatch, as kind: MoneyStep.Kind) async throws {
    guard let batch = try await prepare() else {
      throw PilotFailure.outside("nothing is due after batch \(dead.record.batch) died")
    }
    guard batch.record.batch == dead.record.batch, batch.record.contents == dead.record.contents
    else { throw PilotFailure.outside("batch \(dead.record.batch) is replaced by another") }
    try await pay(batch, nil, as: kind)
  }

  /// Signs, sends and follows; what the journal says of the attempt at its end.
  private func send(_ batch: PreparedBatch, _ fault: MoneyFault?) async throws -> PayoutAttempt {
    let signed = try signed(batch)
    let number = batch.plan.accountNumber
    network.chain.faults = ChainFaults(
      drop: fault == .expiry ? 1 : 0, loseAnswer: fault == .lostAnswer ? 1 : 0,
      starve: fault == .failure ? 1 : 0)
    defer { network.chain.faults = ChainFaults() }
    let isCrash = fault == .crash
    let executor = try executor(accountNumber: number, crashesWhenSigned: isCrash)
    if isCrash {
      guard await ends(executor, with: signed) else {
        throw PilotFailure.outside("the process did not end where it should")
      }
      await pass(blocks: 2)
      guard try await nodes[0].rest.transaction(signed.digest) == nil else {
        throw PilotFailure.outside("it was sent before the process ended")
      }
      let again = try self.executor(accountNumber: number)
      try await again.run()
      return try attempt(await again.book, batch)
    }
    if let refusal = try await executor.submit(signed) {
      throw PilotFailure.outside("batch \(batch.record.batch) is refused: \(refusal)")
    }
    try await executor.run()
    guard fault != .lostAnswer || lostAnswers.count > 0 else {
      throw PilotFailure.outside("no answer to batch \(batch.record.batch) was lost")
    }
    return try attempt(await executor.book, batch)
  }

  /// Whether a process ends before it sends what it stored.
  private func ends(_ executor: PayoutExecutor, with signed: Transaction) async -> Bool {
    do {
      _ = try await executor.submit(signed)
      return false
    } catch {
      return error == .journal(PilotPayoutJournal.crash)
    }
  }

  private func attempt(_ book: PayoutBook, _ batch: PreparedBatch) throws -> PayoutAttempt {
    guard let attempt = book.attempt(batch.record.signBytes) else {
      throw PilotFailure.outside("the journal does not know batch \(batch.record.batch)")
    }
    return attempt
  }
}
