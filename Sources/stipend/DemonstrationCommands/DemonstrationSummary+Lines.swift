import Policy
import Program
import Quantities
import Rewards
import Simulation

extension DemonstrationSummary {
  /// The summary, as a person reads it.
  func lines(folder: String) -> [String] {
    let budget = policy.budget.amount
    let amount = MoneyText.text(budget.amount.micros, budget.currency)
    var lines = [
      "",
      Terminal.bold("\(policy.name) · \(amount) · rules \(policy.rules)"),
      Terminal.yellow(
        "A demonstration: the rules are Pilot 1's own, the participants are invented."),
      "\(MoneyText.grouped(UInt64(facts))) facts, of which \(segments) publish evidence;"
        + " \(plannedCloses) closes.",
      "",
    ]
    lines += [Terminal.bold("Where the money went")] + poolLines() + [""]
    lines += [Terminal.bold("What nobody earned, and why")] + reasonLines() + [""]
    lines += [Terminal.bold("Who came, and what became of it")] + castLines()
    lines += attemptLines() + correctionLines()
    if !refusals.isEmpty {
      lines += ["", Terminal.red("Refused closes")] + refusals.map { "  \($0)" }
    }
    lines += ["", "All of it is in \(folder). Ask why:"]
    lines += ["  stipend epoch explain liquidity/12 --payee \(example) --data \(folder)"]
    return lines
  }

  private var example: String {
    cast.first { $0.stage == .liquidity }?.address.text ?? "akash1…"
  }

  private func money(_ micros: Int64, _ pool: Label) -> String {
    MoneyText.text(micros, policy.pool(named: pool)?.currency ?? .usd)
  }

  private func poolLines() -> [String] {
    var table = Table([
      ("pool", .left), ("epochs", .right), ("budgeted", .right), ("earned", .right),
      ("returned", .right), ("held", .right), ("unvested", .right), ("waiting", .right),
      ("AKT converted", .right),
    ])
    for (pool, totals) in pools {
      table.add([
        pool.text, String(totals.epochs) + (totals.corrected > 0 ? "+\(totals.corrected)" : ""),
        money(totals.base, pool), money(totals.earned, pool), money(totals.returned, pool),
        money(totals.held, pool), money(totals.unvested, pool), money(totals.waiting, pool),
        MoneyText.text(totals.uaktConverted, .uakt),
      ])
    }
    return table.lines()
  }

  private func reasonLines() -> [String] {
    var table = Table([("pool", .left), ("reason", .left), ("amount", .right)])
    for (pool, totals) in pools {
      for (raw, micros) in totals.unallocated {
        guard let reason = UnallocatedReason(rawValue: raw) else { continue }
        table.add([pool.text, reason.name, money(micros, pool)])
      }
    }
    return table.lines()
  }

  private func castLines() -> [String] {
    var lines: [String] = []
    for stage in CastMember.Stage.allCases {
      let members = cast.filter { $0.stage == stage }
      guard !members.isEmpty, stage != .refused else { continue }
      lines.append("  " + Terminal.dim(stage.rawValue))
      for member in members { lines += self.lines(member) }
    }
    return lines
  }

  private func lines(_ member: CastMember) -> [String] {
    let totals = providers[member.address] ?? ProviderTotals()
    let measured = totals.verifiedSeconds + totals.downSeconds
    let uptime =
      Ratio.floor(of: UInt128(totals.verifiedSeconds), over: UInt128(measured))?.percentText
      ?? "nothing measured"
    let amount = MoneyText.text(totals.amount, .usd)
    var lines = [
      "    \(member.name)  \(Terminal.bold(amount))  "
        + Terminal.dim("\(MoneyText.grouped(totals.verifiedSeconds / 3_600)) GPU-h, \(uptime)"),
      "      \(member.story) \(Terminal.dim(member.expectation))",
    ]
    if !totals.reasons.isEmpty {
      let reasons = totals.reasons.map { "\($0) (\($1)×)" }.joined(separator: ", ")
      lines.append("      " + Terminal.yellow(reasons))
    }
    return lines
  }

  private func attemptLines() -> [String] {
    guard !attempts.isEmpty else { return [] }
    let lines = attempts.map { attempt in
      "  \(attempt.time.text)  \(attempt.kind.rawValue) [\(attempt.rejection.code)]"
        + " \(attempt.rejection.wording.text)"
    }
    return ["", Terminal.bold("Refused at the door")] + lines
  }

  private func correctionLines() -> [String] {
    guard !corrections.isEmpty else { return [] }
    return ["", Terminal.bold("Corrected")] + corrections.map { "  \($0)" }
  }
}
