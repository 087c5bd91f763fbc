import Application
import ArgumentParser
import Encoding
import Paying
import Payouts
import Policy
import Program
import Quantities

/// `stipend reconcile`: the wallet's transfers against the journal's entries.
struct ReconcileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Matches every transfer of the wallet with exactly one entry, to the last uakt.",
    discussion: """
      From chain and journal alone, so that anybody can. opening + in − out − fees = closing; what \
      does not fit is told with what to do, and the exit is 1. --scan reads every block instead of \
      trusting the nodes' index.

      Example: stipend reconcile --data var/program --node https://a.example \
      --rpc https://a-rpc.example --node https://b.example --rpc https://b-rpc.example
      """)

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption
  @OptionGroup var chain: PaymentNodeOptions

  @Flag(help: "Reads every block since the wallet was opened.")
  var scan = false

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let open = try OpenTreasury(data)
    let needed = open.treasury.rule.nodes
    let nodes = try chain.open(chain: open.wallet.chain, needed: needed, clock: clock)
    let history = try await nodes.use { nodes in
      let heights = try await FundingReceivedCommand.heights(open, nil, nodes, needed)
      return try await WalletHistory.agreed(
        of: open.wallet.address, heights: heights, by: scan ? .scan : .search,
        from: nodes.nodes, needed: needed)
    }
    let expected = try TreasuryEnding.due { () throws(DueFailure) in
      try ExpectedTransfers(open.treasury, open.reader).all()
    }
    let reconciled = Reconciliation(
      transfers: history.transfers, expected: expected, openingUakt: history.openingUakt,
      closingUakt: history.closingUakt)
    if json {
      Terminal.write(Self.document(reconciled, history))
    } else {
      Self.show(reconciled, history)
    }
    if !reconciled.isClean { throw Ending.reported }
  }

  private static func show(_ reconciled: Reconciliation, _ history: WalletHistory) {
    func money(_ uakt: Int128) -> String { MoneyText.text(Int64(clamping: uakt), .uakt) }
    print(
      "Blocks \(history.heights.lowerBound) to \(history.heights.upperBound), "
        + "\(history.transfers.count) transfers, \(reconciled.matches.count) match an entry.")
    print("  opening  \(money(Int128(history.openingUakt)))")
    print("  in       \(money(reconciled.inUakt))")
    print("  out      \(money(reconciled.outUakt))")
    print("  fees     \(money(reconciled.feesUakt))")
    print("  closing  \(money(Int128(history.closingUakt)))")
    for finding in reconciled.findings {
      print("\(Terminal.red("✗")) [\(finding.code)] \(PlainText.of(words(finding)))")
      print("  \(finding.advice)")
    }
    if reconciled.isClean { print("\(Terminal.green("✓")) every transfer has its entry") }
  }

  static func words(_ finding: ReconciliationFinding) -> String {
    switch finding {
    case .wrongAmount(let transfer, let entry):
      "\(words(transfer)); entry \(entry.line - 1) says \(entry.uakt) uakt"
    case .wrongMemo(let transfer, let entry):
      "\(words(transfer)) bears the memo \"\(transfer.memo)\"; entry \(entry.line - 1) says "
        + "\"\(entry.memo ?? "")\""
    case .otherTransaction(let transfer, let entry):
      "\(words(transfer)); entry \(entry.line - 1) names \(entry.transaction.hex.uppercased())"
    case .unexplainedIncome(let transfer), .outsidePayment(let transfer),
      .unexplainedFee(let transfer):
      words(transfer)
    case .missingOnChain(let entry):
      "entry \(entry.line - 1): \(entry.direction.rawValue) \(entry.uakt) uakt"
        + "\(entry.counterparty.map { ", \($0)" } ?? ""), "
        + entry.transaction.hex.uppercased()
    case .balanceDiffers(let computed, let found):
      "the transfers come to \(computed) uakt, and the wallet holds \(found)"
    }
  }

  private static func words(_ transfer: WalletTransfer) -> String {
    let way = transfer.direction.rawValue
    let whom = transfer.counterparty.map { ", \($0)" } ?? ""
    return "\(way) \(transfer.uakt) uakt\(whom), block \(transfer.height), "
      + transfer.transaction.hex.uppercased()
  }

  private static func document(_ reconciled: Reconciliation, _ history: WalletHistory) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("clean", reconciled.isClean)
      writer.field("from", history.heights.lowerBound)
      writer.field("through", history.heights.upperBound)
      writer.field("opening", history.openingUakt)
      writer.field("in", reconciled.inUakt)
      writer.field("out", reconciled.outUakt)
      writer.field("fees", reconciled.feesUakt)
      writer.field("closing", history.closingUakt)
      writer.field("matches", reconciled.matches.count)
      writer.array("findings", reconciled.findings) { writer, finding in
        writer.object { writer in
          writer.field("code", finding.code)
          writer.field("what", words(finding))
          writer.field("advice", finding.advice)
        }
      }
    }
    return writer.finish() + [10]
  }
}
