public import Policy
public import Quantities

extension PriceMedian {
  /// The price at the end of an epoch, from samples in any order (law 2).
  ///
  /// Samples outside `[end − window, end)` do not count; of one observer's samples of the same
  /// source and second only the smallest does.
  public static func compute(
    _ samples: [PriceSample], end: Timestamp, rule: PriceWindowRule
  ) -> PriceMedian {
    let from = end.seconds - max(rule.windowSeconds, 0)
    let inside = samples.filter { $0.at.seconds >= from && $0.at < end }.sorted {
      ($0.source, $0.at, $0.observer, $0.price) < ($1.source, $1.at, $1.observer, $1.price)
    }
    var counted: [PriceSample] = []
    for sample in inside {
      if let last = counted.last, last.source == sample.source, last.at == sample.at,
        last.observer == sample.observer
      {
        continue
      }
      counted.append(sample)
    }
    let sources = counted.chunked { $0.source == $1.source }.map { samples in
      SourceMedian(
        source: samples[samples.startIndex].source, median: median(samples.map(\.price)),
        sampleCount: samples.count)
    }
    let isEnough =
      !sources.isEmpty && counted.count >= rule.minimumSamples
      && sources.count >= rule.minimumSources
    return PriceMedian(
      price: isEnough ? median(sources.map(\.median)) : nil, sampleCount: counted.count,
      sources: sources)
  }

  /// The middle one, or the floor of the mean of the middle two; there is at least one.
  private static func median(_ prices: [Price18]) -> Price18 {
    let ordered = prices.sorted()
    let upper = ordered[ordered.count / 2]
    guard ordered.count % 2 == 0 else { return upper }
    let lower = ordered[ordered.count / 2 - 1]
    do {
      return try Price18(scaled: (lower.scaled + upper.scaled) / 2)
    } catch {
      preconditionFailure("The mean of two prices lies between them.")
    }
  }
}
