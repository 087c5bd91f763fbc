import Encoding
import Quantities

// Canonical JSON of a policy, in the order of `PolicyKeys`.
extension JSONWriter {
  mutating func policy(_ policy: ProgramPolicy) {
    object { writer in
      writer.field("stipend", 1)
      writer.field("name", ascii: policy.name.bytes)
      writer.field("network", ascii: policy.network.bytes)
      writer.field("rules", policy.rules)
      writer.span("window", policy.window)
      writer.object("budget") { writer in
        writer.money("amount", policy.budget.amount)
        writer.field("basis", policy.budget.basis.rawValue)
      }
      writer.observation(policy.observation)
      writer.object("price") { writer in
        writer.field("window", policy.price.windowSeconds)
        writer.field("minimumSamples", policy.price.minimumSamples)
        writer.field("minimumSources", policy.price.minimumSources)
      }
      writer.object("payouts") { writer in
        writer.field("hold", policy.payouts.hold.text)
        writer.field("first", policy.payouts.first.seconds)
        writer.field("every", policy.payouts.every.text)
      }
      if let treasury = policy.treasury { writer.treasury(treasury) }
      writer.array("order", policy.order) { $0.ascii($1.bytes) }
      writer.market(policy.market)
      writer.array("targets", policy.targets) { $0.target($1) }
      writer.array("pools", policy.pools) { $0.pool($1, rules: policy.rules) }
      writer.array("acceptances", policy.acceptances) { $0.acceptance($1) }
      writer.key("declared")
      writer.raw(policy.declared.json)
    }
  }

  private mutating func observation(_ rule: ObservationRule) {
    object("observation") { writer in
      writer.field("slot", rule.slotSeconds)
      writer.field("grace", rule.graceSeconds)
      writer.object("quorum") { writer in
        writer.field("state", rule.quorum.state)
        writer.field("count", rule.quorum.count)
        writer.field("lease", rule.quorum.lease)
        writer.field("proof", rule.quorum.proof)
      }
      writer.ratio("unobservedAllowance", rule.unobservedAllowance)
      writer.object("maintenance") { writer in
        writer.field("allowance", rule.maintenance.allowanceSeconds)
        writer.field("notice", rule.maintenance.noticeSeconds)
      }
    }
  }

  private mutating func market(_ market: MarketAssumptions) {
    object("market") { writer in
      writer.rents("rents", market.rents)
      writer.ratio("arbitrageMultiple", market.arbitrageMultiple)
      writer.optional("dailyVolume", market.dailyVolume) { writer, volume in
        writer.object { writer in
          writer.field("low", volume.lowMicros)
          writer.field("high", volume.highMicros)
        }
      }
      writer.optional("akt", market.akt) { $0.string(String($1.scaled)) }
    }
  }

  private mutating func target(_ target: Target) {
    object { writer in
      writer.field("name", ascii: target.name.bytes)
      writer.field("class", target.pattern.text)
      writer.field("units", target.units)
      writer.optional("by", target.by) { $0.integer($1.seconds) }
    }
  }

  private mutating func acceptance(_ acceptance: Acceptance) {
    object { writer in
      writer.field("finding", acceptance.finding)
      writer.field("role", acceptance.role)
      writer.field("why", acceptance.why)
      writer.field("date", acceptance.date.text)
      writer.field("figures", acceptance.figures.hex)
    }
  }

  mutating func rents(_ name: StaticString, _ rents: [MarketRent]) {
    array(name, rents) { writer, rent in
      writer.object { writer in
        writer.field("class", rent.pattern.text)
        writer.field("perHour", rent.perHourMicros)
      }
    }
  }

  mutating func span(_ name: StaticString, _ span: TimeSpan) {
    object(name) { writer in
      writer.field("start", span.start.seconds)
      writer.field("end", span.end.seconds)
    }
  }

  mutating func money(_ name: StaticString, _ money: Money) {
    object(name) { writer in
      writer.field("currency", money.currency.rawValue)
      writer.field("micros", money.amount.micros)
    }
  }

  mutating func ratio(_ name: StaticString, _ ratio: Ratio) {
    field(name, ratio.ppm)
  }

  mutating func optional<Value>(
    _ name: StaticString, _ value: Value?, _ body: (inout JSONWriter, Value) -> Void
  ) {
    key(name)
    if let value { body(&self, value) } else { null() }
  }
}
