import Encoding
import Quantities

extension JSONWriter {
  /// Rules 1 has no key for what came later: its policies keep their bytes for ever.
  mutating func pool(_ pool: PoolPolicy, rules: Int) {
    object { writer in
      writer.field("name", ascii: pool.name.bytes)
      writer.field("kind", pool.kind.rawValue)
      writer.money("amount", pool.amount)
      writer.optional("share", pool.share) { $0.integer($1.ppm) }
      writer.span("span", pool.span)
      writer.field("epoch", pool.epoch.text)
      writer.field("proof", pool.proof.name)
      writer.eligibility(pool.eligibility)
      writer.uptime(pool.uptime)
      writer.array("classWeights", pool.classWeights) { writer, weight in
        writer.object { writer in
          writer.field("class", weight.pattern.text)
          writer.ratio("weight", weight.weight)
        }
      }
      writer.array("sizeClasses", pool.sizeClasses) { writer, size in
        writer.object { writer in
          writer.field("from", size.from)
          writer.optional("below", size.below) { $0.integer($1) }
          writer.ratio("factor", size.factor)
        }
      }
      writer.optional("baseline", pool.baseline) { writer, baseline in
        writer.object { writer in
          writer.field("rule", baseline.rule.rawValue)
          writer.ratio("factor", baseline.factor)
        }
      }
      writer.optional("priceGuidance", pool.priceGuidance) { writer, guidance in
        writer.object { writer in
          writer.rents("prices", guidance.prices)
          writer.field("above", guidance.above.rawValue)
        }
      }
      writer.caps(pool.caps)
      writer.optional("floor", pool.floor) { writer, floor in
        writer.object { writer in
          writer.field("amount", floor.amountMicros)
          writer.field("mode", floor.mode.rawValue)
        }
      }
      writer.array("lines", pool.lines) { $0.line($1) }
      writer.vesting(pool.vesting)
      writer.field("unallocated", pool.unallocated.rawValue)
      writer.optional("conversion", pool.conversion) { $0.conversion($1) }
      if rules >= 2 { writer.optional("activity", pool.activity) { $0.activity($1) } }
    }
  }

  private mutating func eligibility(_ rule: EligibilityRule) {
    object("eligibility") { writer in
      writer.optional("vendors", rule.vendors) { writer, vendors in
        writer.beginArray()
        for vendor in vendors { writer.ascii(vendor.bytes) }
        writer.endArray()
      }
      writer.optional("minimumMemory", rule.minimumMemoryGB) { $0.integer($1) }
      writer.optional("launched", rule.launched) { writer, launched in
        writer.object { writer in
          writer.field("notBefore", launched.notBefore.text)
          writer.field("date", launched.date.rawValue)
        }
      }
      writer.array("admit", rule.admit) { $0.string($1.text) }
      writer.array("refuse", rule.refuse) { $0.string($1.text) }
      writer.field("homogeneousNodes", rule.homogeneousNodes)
      writer.field("hostMemoryAtLeastGPU", rule.hostMemoryAtLeastGPU)
      writer.optional("minimumTier", rule.minimumTier) { $0.integer($1) }
      writer.field("tierEvidence", rule.tierEvidence)
      writer.optional("minimumTerm", rule.minimumTerm) { $0.string($1.text) }
      writer.array("named", rule.named) { $0.string($1.text) }
    }
  }

  private mutating func uptime(_ rule: UptimeRule) {
    object("uptime") { writer in
      writer.field("base", rule.base.rawValue)
      writer.field("denominator", rule.denominator.rawValue)
      writer.field("window", rule.windowEpochs)
      writer.array("curve", rule.curve) { writer, step in
        writer.object { writer in
          writer.ratio("from", step.from)
          switch step.factor {
          case .fixed(let factor): writer.ratio("factor", factor)
          case .proportional: writer.field("factor", "proportional")
          }
        }
      }
    }
  }

  private mutating func caps(_ caps: CapRule) {
    object("caps") { writer in
      writer.optional("beneficiaryShare", caps.beneficiaryShare) { $0.integer($1.ppm) }
      writer.optional("beneficiaryAmount", caps.beneficiaryAmountMicros) { $0.integer($1) }
      writer.array("perGpuHour", caps.perGPUHour) { writer, cap in
        writer.object { writer in
          writer.field("class", cap.pattern.text)
          writer.field("amount", cap.amountMicros)
        }
      }
    }
  }

  private mutating func line(_ line: PlannedLine) {
    object { writer in
      writer.field("name", ascii: line.name.bytes)
      writer.field("class", line.pattern.text)
      writer.field("units", line.units)
      writer.field("rate", line.rateMicros)
      writer.field("hours", line.hours)
      writer.field("stated", line.statedMicros)
    }
  }

  private mutating func vesting(_ rule: VestingRule) {
    object("vesting") { writer in
      writer.field("kind", rule.kind.rawValue)
      writer.optional("cliff", rule.cliff) { $0.string($1.text) }
      writer.field("onExit", rule.onExit.rawValue)
    }
  }

  private mutating func activity(_ rule: ActivityRule) {
    object { writer in
      if let part = rule.part { writer.ratio("part", part) }
      writer.ratio("share", rule.share)
      writer.ratio("cost", rule.cost)
      writer.ratio("deployers", rule.deployers)
      writer.ratio("gpu", rule.gpu)
      writer.ratio("cpu", rule.cpu)
    }
  }

  private mutating func conversion(_ rule: ConversionRule) {
    object { writer in
      writer.field("moment", rule.moment.rawValue)
      writer.optional("fundingPrice", rule.fundingPrice) { $0.string(String($1.scaled)) }
      writer.field("difference", rule.difference.rawValue)
    }
  }
}
