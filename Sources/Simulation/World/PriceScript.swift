public import Quantities

/// The AKT price as a drawn path, and how its sources round it.
public struct PriceScript: Sendable {
  /// Where samples come from.
  public let sources: [Label]
  /// Seconds between the samples of a source.
  public let everySeconds: Int64
  /// When no source answers.
  public var silent: [TimeSpan]
  private let origin: Timestamp
  private let days: [UInt64]

  /// Days of prices in ten-thousandths of a dollar, each within 4 % of the one before.
  public init(
    from origin: Timestamp, dayCount: Int, startTenthousandths: UInt64, sources: [Label],
    everySeconds: Int64, silent: [TimeSpan] = [], seed: UInt64
  ) {
    var chance = SplitMix64(seed: seed)
    var price = startTenthousandths
    var days: [UInt64] = []
    for _ in 0..<max(dayCount, 1) {
      days.append(price)
      price = max(price * UInt64(chance.number(in: 9_615...10_400)) / 10_000, 100)
    }
    self.sources = sources
    self.everySeconds = everySeconds
    self.silent = silent
    self.origin = origin
    self.days = days
  }

  /// What a source says at a time; nil while it is silent.
  public func price(at time: Timestamp, source: Int) -> Price18? {
    guard !silent.contains(where: { $0.contains(time) }) else { return nil }
    let day = min(max(Int((time.seconds - origin.seconds) / 86_400), 0), days.count - 1)
    let hour = UInt64(time.secondOfDay / 3_600)
    let next = days[min(day + 1, days.count - 1)]
    let micros = (days[day] * (24 - hour) + next * hour) * 100 / 24 + UInt64(source) * 137
    return sound(try Price18(scaled: UInt128(micros) * 1_000_000_000_000))
  }
}
