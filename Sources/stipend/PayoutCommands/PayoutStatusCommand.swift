import Application
import ArgumentParser
import CosmosTx
import Encoding
import Paying
import Payouts
import Policy
import Program
import Quantities

/// `stipend payout status`: every batch, and what became of it.
struct PayoutStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Shows every batch and what became of it; with nodes, finds out about the open one.",
    discussion: """
      Without nodes it says what the journal has. With them the open batch is looked for: sent \
      again where it may be, proven landed or dead where it can; with the administrator's --key \
      that is entered.

      Example: stipend payout status --data var/program
      Example: stipend payout status --key keys/administrator.json --node https://a.example \
      --node https://b.example
      """)

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption
  @OptionGroup var chain: PaymentNodeOptions
  @OptionGroup var delivery: EntryDelivery

  @Flag(help: "Stays until the open batch is decided.")
  var wait = false

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    var open = try OpenTreasury(data)
    var phase: PayoutPhase?
    if !chain.node.isEmpty, let undecided = open.treasury.undecided {
      let nodes = try chain.open(
        chain: open.wallet.chain, needed: open.treasury.rule.nodes, clock: clock)
      let executing = PayoutExecuting(data: data, clock: clock, delivery: delivery)
      let (plan, program) = (try open.plan(undecided.plan), open)
      phase = try await nodes.use { nodes in
        let executor = try executing.executor(program, nodes, accountNumber: plan.accountNumber)
        try await executor.round()
        if wait { try await executor.run() }
        return await executor.phase(of: undecided.signBytes)
      }
      open = try OpenTreasury(data)
    }
    let rows = Self.rows(open, seen: phase)
    if json { Terminal.write(Self.document(rows)) } else { Self.show(rows) }
  }

  private struct Row {
    let attempt: PayoutAttempt
    let phase: PayoutPhase
    let purpose: String
  }

  private static func rows(_ open: OpenTreasury, seen: PayoutPhase?) -> [Row] {
    let machine = try? PayoutMachine(
      rule: open.treasury.machineRule, records: PayoutEntries.records(open.reader))
    return open.treasury.book.attempts.map { attempt in
      let signBytes = attempt.prepared.signBytes
      let known = machine?.phase(of: signBytes) ?? .prepared
      return Row(
        attempt: attempt, phase: attempt.outcome == nil ? seen ?? known : known,
        purpose: open.state.treasury.prepared[signBytes]?.body.purpose.rawValue ?? "batch")
    }
  }

  private static func show(_ rows: [Row]) {
    guard !rows.isEmpty else { return print("No batch was prepared.") }
    var table = Table([
      ("batch", .right), ("for", .left), ("AKT", .right), ("accounts", .right),
      ("sequence", .right), ("until block", .right), ("phase", .left), ("landed", .left),
    ])
    for row in rows {
      let prepared = row.attempt.prepared
      table.add([
        "\(prepared.batch)", row.purpose, MoneyText.text(prepared.totalUakt, .uakt),
        "\(prepared.outputs)", "\(prepared.sequence)", "\(prepared.timeoutHeight)",
        row.phase.rawValue, landed(row.attempt),
      ])
    }
    table.show()
    if let last = rows.last { print("\nThe last: \(PayoutPhaseReport.meaning(last.phase))") }
  }

  private static func landed(_ attempt: PayoutAttempt) -> String {
    switch attempt.outcome {
    case .confirmed(let included), .failed(let included):
      "block \(included.height), \(included.transaction.hex.uppercased())"
    case .expired, nil: ""
    }
  }

  private static func document(_ rows: [Row]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.array("batches", rows) { writer, row in
        let prepared = row.attempt.prepared
        writer.object { writer in
          writer.field("batch", prepared.batch)
          writer.field("purpose", row.purpose)
          writer.field("payment", prepared.signBytes.hex)
          writer.field("uakt", prepared.totalUakt)
          writer.field("fee", prepared.feeUakt)
          writer.field("outputs", prepared.outputs)
          writer.field("sequence", String(prepared.sequence))
          writer.field("timeout", prepared.timeoutHeight)
          writer.field("phase", row.phase.rawValue)
          writer.key("landed")
          switch row.attempt.outcome {
          case .confirmed(let included), .failed(let included):
            writer.object { writer in
              writer.field("transaction", included.transaction.hex.uppercased())
              writer.field("height", included.height)
              writer.field("code", included.code)
            }
          case .expired, nil: writer.null()
          }
        }
      }
    }
    return writer.finish() + [10]
  }
}
