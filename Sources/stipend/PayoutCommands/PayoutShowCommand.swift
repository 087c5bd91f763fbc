import Application
import ArgumentParser
import CosmosTx
import Encoding
import Payouts
import Policy
import Program
import Quantities

/// `stipend payout show`: what a batch's bytes do, and whether that is what was planned.
struct PayoutShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract:
      "Says in words exactly what a payout's bytes do, and where they differ from its plan.",
    discussion: """
      What is said is read from the bytes alone; then they are held against the plan: the one in \
      the folder, the one named, or the journal's, found by the memo. Exits with 1 where they \
      differ.

      Example: stipend payout show payout-1
      Example: stipend payout show signed.json --data var/program
      """)

  @Argument(help: "A batch's folder, or a transaction, signed or not.")
  var file: String

  @Option(help: "The plan to compare with.")
  var plan: String?

  @Option(name: .customLong("data"), help: "A data folder whose journal has the plan.")
  var data: String?

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let path = Files.isFolder(file) ? "\(file)/\(BatchFolder.names.transaction)" : file
    let transaction = try TxEnding.transaction(path)
    let plan = try self.plan(of: transaction)
    let payment = plan.flatMap { try? PayoutTransaction($0) }
    let report = TxReport(transaction, at: payment?.position, isGroups: payment != nil)
    let differences = plan.map { PlanDifference.between(transaction, $0) } ?? []
    if json {
      Terminal.write(document(report, path, plan, differences))
    } else {
      for line in report.lines(path) { print(line) }
      show(plan, differences)
    }
    guard report.isSound, differences.isEmpty else { throw Ending.reported }
  }

  private func plan(of transaction: Transaction) throws -> PayoutPlan? {
    if let plan { return try BatchFolder.plan(plan) }
    if let data { return try journalPlan(data, transaction) }
    return Files.isFolder(file)
      ? try BatchFolder.plan("\(file)/\(BatchFolder.names.plan)") : nil
  }

  /// The journal's last plan of the batch that the memo names.
  private func journalPlan(_ folder: String, _ transaction: Transaction) throws -> PayoutPlan {
    var option = DataOption()
    option.folder = folder
    let open = try OpenTreasury(option)
    let memo = PayoutMemo(transaction.body.memo)
    let prepared = open.treasury.book.attempts.last { attempt in
      guard let memo, memo.program == open.state.program else { return false }
      return attempt.prepared.batch == memo.batch
    }
    guard let prepared, let body = open.state.treasury.prepared[prepared.prepared.signBytes]?.body
    else {
      throw Ending(
        1, "payout-unknown", "\(file): the journal in \(folder) has no batch that its memo names.",
        "Do not sign: nobody entered this payment.")
    }
    return try open.plan(body.plan)
  }

  private func show(_ plan: PayoutPlan?, _ differences: [PlanDifference]) {
    guard let plan else {
      return print("  No plan to compare with: name it with --plan, or the journal with --data.")
    }
    for difference in differences {
      print("  \(Terminal.red("✗")) \(PlainText.of("\(difference)"))")
    }
    guard differences.isEmpty else {
      return print("  \(Terminal.red("Do not sign: the bytes are not what was planned."))")
    }
    print("  \(Terminal.green("✓")) it is what the plan \(plan.digest) says")
    let totals = (try? PayoutEntries.totals(plan)) ?? []
    for total in totals {
      let settled = MoneyText.text(total.settled.micros, total.currency)
      print(
        "    pool \(total.pool): settles \(settled) by \(MoneyText.text(total.uakt.micros, .uakt))")
    }
  }

  private func document(
    _ report: TxReport, _ path: String, _ plan: PayoutPlan?, _ differences: [PlanDifference]
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("transaction")
      writer.raw(report.json(path).dropLast())
      writer.key("plan")
      if let plan { writer.string(plan.digest.hex) } else { writer.null() }
      writer.array("differences", differences) { $0.string("\($1)") }
    }
    return writer.finish() + [10]
  }
}
