import Quantities

/// The questions of one slot in order of their moments, by the wall clock.
struct SlotRun: Sendable {
  let slot: Int64
  private(set) var providers: [(moment: Int64, provider: ProviderIndex)]
  private(set) var prices: [(moment: Int64, source: Label)]
  private var nextProvider = 0
  private var nextPrice = 0
  /// Sources that were asked at their moments and have not answered.
  var unanswered: [(source: Label, moment: Int64)] = []

  init(
    slot: Int64, providers: [(moment: Int64, provider: ProviderIndex)],
    prices: [(moment: Int64, source: Label)]
  ) {
    self.slot = slot
    self.providers = providers.sorted { ($0.moment, $0.provider) < ($1.moment, $1.provider) }
    self.prices = prices.sorted { ($0.moment, $0.source) < ($1.moment, $1.source) }
  }

  /// When the next question is due; nil when all were asked.
  var nextDue: Int64? {
    let first = nextProvider < providers.count ? providers[nextProvider].moment : nil
    let second = nextPrice < prices.count ? prices[nextPrice].moment : nil
    return [first, second].compactMap { $0 }.min()
  }

  /// The next provider whose moment has come.
  mutating func takeProvider(until wall: Int64) -> (moment: Int64, provider: ProviderIndex)? {
    guard nextProvider < providers.count, providers[nextProvider].moment <= wall else {
      return nil
    }
    defer { nextProvider += 1 }
    return providers[nextProvider]
  }

  /// The next source whose moment has come.
  mutating func takePrice(until wall: Int64) -> (moment: Int64, source: Label)? {
    guard nextPrice < prices.count, prices[nextPrice].moment <= wall else { return nil }
    defer { nextPrice += 1 }
    return prices[nextPrice]
  }
}
