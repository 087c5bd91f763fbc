import Evidence
import Policy
import Program
import Quantities

/// The price samples of an epoch: those in facts admitted in time, and those in counted segments.
enum EpochPrices {
  /// All samples; the window is applied later.
  static func samples(
    of state: ProgramState, and segments: [PriceSegment]
  ) -> [Evidence.PriceSample] {
    fromFacts(state) + segments.flatMap { fromSegment($0) }
  }

  /// A sample admitted later than its own time and the grace does not count, nor one of a line from
  /// which its observer's key was compromised.
  static func fromFacts(_ state: ProgramState) -> [Evidence.PriceSample] {
    let grace = state.rules.policy.observation.graceSeconds
    return state.prices.compactMap { sample in
      let delay = sample.admittedAt.seconds - sample.at.seconds
      guard delay <= grace, !state.keys.isCompromised(sample.observer, line: sample.line)
      else { return nil }
      return Evidence.PriceSample(
        observer: sample.observer, source: sample.source, at: sample.at, price: sample.price)
    }
  }

  private static func fromSegment(_ segment: PriceSegment) -> [Evidence.PriceSample] {
    let header = segment.header
    return (0..<segment.rowCount).compactMap { index in
      let row = segment.row(index)
      guard let at = try? header.start.adding(seconds: Int64(row.at)) else { return nil }
      return Evidence.PriceSample(
        observer: header.observer, source: segment.sources[Int(row.source)], at: at,
        price: row.price)
    }
  }
}
