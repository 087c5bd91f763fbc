import Application
import Encoding
import Payouts
import Quantities

/// What a batch would do of every line, for people and for programs.
struct PayoutListing {
  let outcomes: [LineOutcome]
  let outputs: [PayoutOutput]

  init(_ plan: BatchPlan) {
    outcomes = plan.outcomes
    outputs = plan.outputs
  }

  init(outcomes: [LineOutcome]) {
    self.outcomes = outcomes
    outputs = []
  }

  var total: Int64 { outputs.reduce(0) { $0 + $1.uakt } }

  func show() {
    let sent = SortedMap(outputs.map { ($0.payee, $0.uakt) }, combining: +)
    var table = Table([
      ("payee", .left), ("pool", .left), ("accrued", .right), ("paid", .right), ("due", .right),
      ("unpaid, and why", .left),
    ])
    for outcome in outcomes {
      let currency = outcome.key.currency
      table.add([
        outcome.key.payee.text, outcome.key.pool.text,
        MoneyText.text(outcome.accruedMicros, currency),
        MoneyText.text(outcome.paidMicros, currency),
        MoneyText.text(outcome.outputMicros, currency),
        Self.reasons(outcome).joined(separator: ", "),
      ])
    }
    table.show()
    guard !outputs.isEmpty else { return print("\nNothing would be paid now.") }
    print("\nA batch now would send \(MoneyText.text(total, .uakt)) to \(sent.count) accounts.")
  }

  static func reasons(_ outcome: LineOutcome) -> [String] {
    let currency = outcome.key.currency
    var reasons = zip(outcome.unpaid.keys, outcome.unpaid.values).map {
      "\($0.rawValue) \(MoneyText.text($1, currency))"
    }
    if outcome.inBatchMicros > 0 {
      reasons.append("in-batch \(MoneyText.text(outcome.inBatchMicros, currency))")
    }
    if outcome.owingMicros > 0 {
      reasons.append("owes \(MoneyText.text(outcome.owingMicros, currency))")
    }
    return reasons
  }

  func write(to writer: inout JSONWriter) {
    writer.field("uakt", total)
    writer.array("outputs", outputs) { writer, output in
      writer.object { writer in
        writer.field("payee", output.payee.text)
        writer.field("uakt", output.uakt)
      }
    }
    writer.array("lines", outcomes) { writer, outcome in
      writer.object { writer in
        writer.field("payee", outcome.key.payee.text)
        writer.field("pool", outcome.key.pool.text)
        writer.field("currency", outcome.key.currency.rawValue)
        writer.field("beneficiary", outcome.key.beneficiary.text)
        writer.field("accrued", outcome.accruedMicros)
        writer.field("paid", outcome.paidMicros)
        writer.field("inBatch", outcome.inBatchMicros)
        writer.field("due", outcome.outputMicros)
        writer.field("owing", outcome.owingMicros)
        writer.array("unpaid", Array(zip(outcome.unpaid.keys, outcome.unpaid.values))) {
          writer, entry in
          writer.object { writer in
            writer.field("reason", entry.0.rawValue)
            writer.field("micros", entry.1)
          }
        }
      }
    }
  }
}
