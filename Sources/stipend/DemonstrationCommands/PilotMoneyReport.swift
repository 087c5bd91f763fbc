import Payouts
import Pilot
import Quantities

/// What the pilot's money did: step by step, on the chain and in the journal, and what it comes to.
struct PilotMoneyReport {
  private let money: MoneyOutcome

  init(_ money: MoneyOutcome) { self.money = money }

  func lines() -> [String] {
    var table = Table([
      ("when", .left), ("step", .left), ("on chain", .left), ("in the journal", .left),
      ("uakt", .right), ("wallet", .right),
    ])
    for step in money.steps {
      table.add([
        String(step.at.description.prefix(10)), Self.name(step), step.onChain, step.inJournal,
        Self.number(step.uakt), Self.number(step.walletUakt),
      ])
    }
    let sums = money.reconciliation
    func number(_ sum: Int128) -> String { Self.number(Int64(clamping: sum)) }
    let equation =
      "\(number(sums.inUakt)) in − \(number(sums.outUakt)) out − \(number(sums.feesUakt)) fees"
      + " = \(Self.number(money.closingUakt)) uakt"
    let state =
      sums.isClean
      ? "\(Terminal.green("✓")) \(money.transfers) transfers, every one has its entry"
      : "\(Terminal.red("✗")) \(sums.findings.count) transfers or entries do not fit"
    return ["", Terminal.bold("The money, from the vote to the last uakt")] + table.lines()
      + ["  \(equation)", "  \(state)"]
  }

  private static func name(_ step: MoneyStep) -> String {
    [
      step.kind.rawValue, step.batch.flatMap { step.kind == .batch ? "\($0)" : nil },
      step.fault.map { "(\($0.rawValue))" },
    ].compactMap { $0 }.joined(separator: " ")
  }

  private static func number(_ uakt: Int64) -> String {
    (uakt < 0 ? "−" : "") + MoneyText.grouped(uakt.magnitude)
  }
}
