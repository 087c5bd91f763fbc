import Quantities
import Rewards

/// A statement on one screen.
enum StatementSummary {
  /// Lines are named up to this many; the rest are counted.
  private static let limitLines = 40

  static func lines(_ statement: Statement) -> [String] {
    let currency = statement.currency
    func money(_ micros: Int64) -> String { MoneyText.text(micros, currency) }
    var lines = [
      "\(statement.pool)/\(statement.epoch), \(statement.span.start.text) to"
        + " \(statement.span.end.text)"
        + (statement.version > 1 ? ", version \(statement.version)" : "")
    ]
    if statement.isDemonstration {
      lines.append("  a demonstration: its participants are invented")
    }
    lines.append(
      "  pot \(money(statement.pot.baseMicros))"
        + " + \(money(statement.pot.carriedInMicros)) carried in"
        + " = \(money(statement.pot.earnedMicros)) earned"
        + " + \(money(statement.pot.unallocatedMicros)) unallocated")
    for entry in statement.unallocated {
      lines.append("    \(entry.reason.name): \(money(entry.micros))")
    }
    if statement.observed.unobservedAll > 0 {
      lines.append(
        "  \(statement.observed.unobservedAll) of \(statement.observed.slots) slots were observed"
          + " by too few")
    }
    lines.append("  payable from \(statement.dates.payable.text)")
    lines += table(statement)
    return lines
  }

  private static func table(_ statement: Statement) -> [String] {
    var table = Table([
      ("payee", .left), ("earned", .right), ("held", .right), ("accrued", .right),
      ("vested", .right),
    ])
    for line in statement.lines.prefix(limitLines) {
      table.add(
        [line.key.payee.text]
          + [line.earnedMicros, line.heldMicros, line.accruedMicros, line.vestedMicros].map {
            MoneyText.text($0, statement.currency)
          })
    }
    var lines = table.lines()
    if statement.lines.count > limitLines {
      lines.append("  … and \(statement.lines.count - limitLines) more")
    }
    return lines
  }
}
