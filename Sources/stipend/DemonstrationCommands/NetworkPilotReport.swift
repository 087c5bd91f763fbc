import Pilot
import Quantities

/// What the network pilot shows at its end: who did what, what caught it, and what it earned.
struct NetworkPilotReport {
  private let outcome: NetworkPilot.Outcome

  init(_ outcome: NetworkPilot.Outcome) { self.outcome = outcome }

  func lines(folder: String) -> [String] {
    let table = outcome.table
    var lines = [
      "",
      Terminal.bold(
        "\(outcome.cast.enrolments.count) providers, \(PilotCast.observers) observers,"
          + " \(outcome.epochs.count) epochs"),
      Terminal.yellow("A demonstration: the network is made up, and every entry says so."),
      "\(MoneyText.grouped(UInt64(outcome.asked))) questions to providers, of which"
        + " \(MoneyText.grouped(UInt64(outcome.askedByWire))) over TLS;"
        + " \(MoneyText.grouped(UInt64(outcome.entries))) entries.",
      "An honest provider was paid \(money(table.honestPerUnitMicros)) for each GPU;"
        + " all of them \(money(table.honestLeasedMicros)) for what tenants leased.",
      "",
      Terminal.bold("Tricks, what caught them, and what they earned beyond an honest provider's"),
    ]
    lines += rows(table.rows.filter { !$0.trick.isBeyondStatus })
    lines += ["", Terminal.bold("What status alone cannot catch (proof level `reported`)")]
    lines += rows(table.rows.filter(\.trick.isBeyondStatus))
    lines.append(
      Terminal.dim(
        "  Pools that ask for `leased` or `challenged` pay none of these for what is not there."))
    lines += ["", "All of it is in \(folder). Ask why:"]
    lines += ["  stipend epoch explain liquidity/1 --data \(folder)"]
    return lines
  }

  private func rows(_ rows: [TrickRow]) -> [String] {
    var table = Table([
      ("trick", .left), ("who", .left), ("GPUs shown", .right), ("own", .right), ("paid", .right),
      ("for leases", .right), ("beyond honest", .right), ("what caught it", .left),
    ])
    for row in rows {
      table.add([
        row.trick.name, row.actor, row.shownUnits == 0 ? "" : String(row.shownUnits),
        row.shownUnits == 0 ? "" : String(row.ownUnits), money(row.paidMicros),
        money(row.leasedMicros),
        MoneyText.signed(row.beyondMicros - row.beyondMicros % 10_000, .uakt),
        row.isCaught ? row.caughtBy.joined(separator: "; ") : Terminal.red("nothing"),
      ])
    }
    return table.lines()
  }

  private func money(_ micros: Int64) -> String { MoneyText.cents(micros, .uakt) }
}
