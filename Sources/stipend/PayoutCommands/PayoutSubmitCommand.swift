import Application
import ArgumentParser
import CosmosTx
import Encoding
import Paying
import Payouts
import Policy
import Program
import Quantities

/// `stipend payout submit`: stores a signed batch, enters its hash, sends it, and finds out.
struct PayoutSubmitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Sends a signed batch: stored and entered first, then sent, until it is decided.",
    discussion: """
      It may be repeated, by anybody, from any machine: the same payment cannot land twice. With \
      --wait it stays until the batch is confirmed, failed, or proven dead; without it payout \
      status looks again later. Outcomes are entered with the administrator's --key.

      Example: stipend payout submit signed.json --data var/program \
      --key keys/administrator.json --node https://a.example --node https://b.example --wait
      """)

  @Argument(help: "The signed transaction.")
  var file: String

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption
  @OptionGroup var chain: PaymentNodeOptions
  @OptionGroup var delivery: EntryDelivery

  @Flag(help: "Stays until the batch is decided.")
  var wait = false

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let transaction = try TxEnding.transaction(file)
    try TxEnding.check(transaction, file)
    let open = try OpenTreasury(data)
    guard let undecided = open.treasury.undecided else {
      throw Ending(
        1, "payout-none-open", "No batch waits to be sent.",
        "stipend payout status shows what became of the last one.")
    }
    let plan = try open.plan(undecided.plan)
    let differences = PlanDifference.between(transaction, plan)
    guard differences.isEmpty else { throw BatchFolder.differing(file, differences) }
    let nodes = try chain.open(
      chain: open.wallet.chain, needed: open.treasury.rule.nodes, clock: clock)
    let executing = PayoutExecuting(data: data, clock: clock, delivery: delivery)
    let phase = try await nodes.use { nodes in
      let executor = try executing.executor(open, nodes, accountNumber: plan.accountNumber)
      if let refusal = try await executor.submit(transaction) {
        throw TreasuryEnding.ending(refusal)
      }
      if wait { try await executor.run() } else { try await executor.round() }
      return await executor.phase(of: undecided.signBytes)
    }
    try PayoutPhaseReport(batch: undecided.batch, payment: undecided.signBytes, phase: phase)
      .end(json: json)
  }
}

/// What became of one batch.
struct PayoutPhaseReport {
  let batch: Int
  let payment: Digest
  let phase: PayoutPhase

  /// Tells it, and ends with 1 where nothing was paid and never will be by these bytes.
  func end(json: Bool) throws {
    if json {
      var writer = JSONWriter()
      writer.object { writer in
        writer.field("batch", batch)
        writer.field("payment", payment.hex)
        writer.field("phase", phase.rawValue)
      }
      Terminal.write(writer.finish() + [10])
    } else {
      print("Batch \(batch): \(phase.rawValue). \(Self.meaning(phase))")
    }
    if phase == .failed || phase == .expired { throw Ending.reported }
  }

  static func meaning(_ phase: PayoutPhase) -> String {
    switch phase {
    case .due: "Nothing was prepared."
    case .prepared: "Waits for signatures."
    case .signed: "Stored; no node answered yet. Submit it again, or look later."
    case .submitted: "A node took it; it is not in a block yet that enough nodes show."
    case .rejected: "Every node that answered refused it; another may still take it."
    case .confirmed: "Its payees are paid."
    case .failed: "It was included and failed: the fee is spent, nobody was paid. Prepare anew."
    case .expired: "Proven: it can never be included. Prepare anew."
    case .replaced: "A later attempt took its place."
    }
  }
}
