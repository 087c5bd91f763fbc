import Evidence
import Policy
import Quantities
import Testing

@Suite struct PriceMedianTests {
  private let rule = PriceWindowRule(windowSeconds: 100, minimumSamples: 3, minimumSources: 2)

  private func sample(
    _ source: String, _ at: Int64, _ price: UInt128, observer: Int = 0
  ) throws -> PriceSample {
    PriceSample(
      observer: EvidenceFixture.observer(observer), source: try Label(source),
      at: try Timestamp(seconds: at), price: try Price18(scaled: price))
  }

  private func median(_ samples: [PriceSample]) throws -> PriceMedian {
    PriceMedian.compute(samples, end: try Timestamp(seconds: 1_000), rule: rule)
  }

  @Test func priceIsTheMedianOverSourcesOfTheirMedians() throws {
    let result = try median([
      sample("a", 910, 10), sample("a", 920, 30), sample("a", 930, 20), sample("b", 950, 41),
      sample("c", 950, 1_000),
    ])
    #expect(result.sources.map(\.median.scaled) == [20, 41, 1_000])
    #expect(result.price?.scaled == 41)
    let even = try median([sample("a", 910, 10), sample("a", 920, 13), sample("b", 950, 20)])
    // The floor of (10 + 13) / 2 is 11, and of (11 + 20) / 2 is 15.
    #expect(even.price?.scaled == 15)
  }

  @Test func windowIsHalfOpenAndTooFewGiveNoPrice() throws {
    let inside = [try sample("a", 900, 5), try sample("b", 999, 7), try sample("b", 950, 7)]
    #expect(try median(inside).price?.scaled == 6)
    let outside = [try sample("a", 899, 5), try sample("b", 1_000, 7)]
    let none = try median(outside)
    #expect(none.price == nil && none.sampleCount == 0 && none.sources.isEmpty)
    #expect(try median([inside[0], inside[1]]).price == nil)
    let oneSource = try median([sample("a", 900, 5), sample("a", 901, 5), sample("a", 902, 5)])
    #expect(oneSource.price == nil)
    #expect(oneSource.sampleCount == 3)
  }

  @Test func oneObserverCountsOncePerSourceAndSecond() throws {
    let twice = [try sample("a", 950, 9), try sample("a", 950, 5), try sample("b", 950, 5)]
    #expect(try median(twice).sampleCount == 2)
    #expect(try median(twice).sources.map(\.median.scaled) == [5, 5])
    let two = [
      try sample("a", 950, 9), try sample("a", 950, 5, observer: 1), try sample("b", 950, 5),
    ]
    #expect(try median(two).price?.scaled == 6)
  }
}
