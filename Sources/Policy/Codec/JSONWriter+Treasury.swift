import Encoding
import Quantities

extension JSONWriter {
  /// Canonical JSON of `treasury`, in the order of `PolicyKeys`.
  mutating func treasury(_ rule: TreasuryRule) {
    object("treasury") { writer in
      writer.field("denomination", TreasuryRule.denomination)
      writer.field("minimum", rule.minimumUakt)
      writer.field("maximumOutputs", rule.maximumOutputs)
      writer.object("gas") { writer in
        writer.field("base", rule.gas.base)
        writer.field("perOutput", rule.gas.perOutput)
        writer.field("maximum", rule.gas.maximum)
        writer.ratio("price", rule.gas.price)
      }
      writer.optional("pacing", rule.pacing) { writer, pacing in
        writer.object { writer in
          writer.field("dailyVolume", pacing.dailyVolumeUakt)
          writer.ratio("share", pacing.share)
          writer.field("source", ascii: pacing.source.bytes)
        }
      }
      writer.field("cooling", rule.coolingSeconds)
      writer.object("timeout") { writer in
        writer.field("least", rule.leastBlocks)
        writer.field("most", rule.mostBlocks)
      }
      writer.field("nodes", rule.nodes)
      writer.ratio("alert", rule.alert)
      writer.ratio("fall", rule.fall)
      writer.ratio("buffer", rule.buffer)
      writer.ratio("unfunded", rule.unfunded)
      writer.field("revenueDue", rule.revenueDueSeconds)
    }
  }
}
