import Evidence
import Policy
import Quantities
import Testing

@Suite struct UptimeWindowTests {
  private static let day: Int64 = 86_400
  private static let hour: Int64 = 3_600

  private func now() throws -> Timestamp { try Timestamp("2026-07-01T12:00:00Z") }

  private func stretch(_ from: Int64, _ to: Int64?, isUp: Bool) throws -> UptimeStretch {
    let now = try now()
    return try UptimeStretch(
      start: now.adding(seconds: -from), end: to.map { try now.adding(seconds: -$0) }, isUp: isUp)
  }

  @Test("O-46 null from a source is no evidence, and down all day is exactly 0 %")
  func nullIsNotFine() throws {
    let down = [try stretch(Self.day, nil, isUp: false)]
    let own = UptimeWindow(down, lastSeconds: Self.day, now: try now())
    #expect(own.uptime == .zero)
    #expect(own.observedSeconds == Self.day)
    let claim = UptimeClaim(source: try Label("indexer"), windowSeconds: Self.day, uptime: nil)
    let comparison = UptimeComparison.compare([claim], down, now: try now(), tolerance: .zero)
    #expect(comparison.map(\.verdict) == [.noEvidence])
    #expect(comparison.map(\.own.uptime) == [.zero])
    // Nothing observed at all is another thing: no uptime rather than 0.
    #expect(UptimeWindow([], lastSeconds: Self.day, now: try now()).uptime == nil)
  }

  @Test("O-47 first seen two days ago: 2 of 30 days observed")
  func windowsSayHowMuchWasObserved() throws {
    let up = [try stretch(2 * Self.day, nil, isUp: true)]
    let month = UptimeWindow(up, lastSeconds: 30 * Self.day, now: try now())
    #expect(month.coverageText == "2 of 30 days observed")
    #expect(month.uptime == .one)
    let claim = UptimeClaim(
      source: try Label("indexer"), windowSeconds: 30 * Self.day, uptime: .one)
    let comparison = UptimeComparison.compare([claim], up, now: try now(), tolerance: .zero)
    #expect(comparison.map(\.own.coverageText) == ["2 of 30 days observed"])
    let day = UptimeWindow(
      [try stretch(Self.day, 9 * Self.hour + 1_800, isUp: true)], lastSeconds: Self.day,
      now: try now())
    #expect(day.coverageText == "14.5 of 24 hours observed")
  }

  @Test("O-48 down for five hours and still down: the five hours count")
  func stillDownCounts() throws {
    let stretches = [
      try stretch(2 * Self.day, 5 * Self.hour, isUp: true),
      try stretch(5 * Self.hour, nil, isUp: false),
    ]
    let window = UptimeWindow(stretches, lastSeconds: Self.day, now: try now())
    #expect(window.downSeconds == 5 * Self.hour)
    #expect(window.upSeconds == 19 * Self.hour)
    #expect(window.uptime?.ppm == 791_666)
    let fiveHours = UptimeWindow(stretches, lastSeconds: 5 * Self.hour, now: try now())
    #expect(fiveHours.uptime == .zero)
  }

  @Test("O-48b dead for 40 days: 0 % for all windows, and each claim that differs is listed")
  func thirdPartiesAreNotAccepted() throws {
    let dead = [
      try stretch(60 * Self.day, 40 * Self.day, isUp: true),
      try stretch(40 * Self.day, nil, isUp: false),
    ]
    let source = try Label("indexer")
    let claims = [
      UptimeClaim(source: source, windowSeconds: Self.day, uptime: .one),
      UptimeClaim(source: source, windowSeconds: 7 * Self.day, uptime: try Ratio("14.3%")),
      UptimeClaim(source: source, windowSeconds: 30 * Self.day, uptime: nil),
      UptimeClaim(source: source, windowSeconds: 30 * Self.day, uptime: .zero),
    ]
    let compared = UptimeComparison.compare(
      claims, dead, now: try now(), tolerance: try Ratio("1%"))
    #expect(compared.map(\.own.uptime) == [.zero, .zero, .zero, .zero])
    #expect(
      compared.map(\.verdict) == [
        .disagrees(byPPM: 1_000_000), .disagrees(byPPM: 143_000), .noEvidence, .agrees,
      ])
    let unseen = UptimeComparison.compare(claims, [], now: try now(), tolerance: .zero)
    #expect(unseen.first?.verdict == .notObserved)
  }

  @Test func stretchesOfATallyLeaveOutWhatNobodySaw() throws {
    var builder = TallyBuilder(
      start: try now(), slotSeconds: 300, slotCount: 12, providerCount: 1)
    builder.set(.up, ProviderIndex(0), slots: 0..<3)
    builder.set(.conflict, ProviderIndex(0), slots: 3..<4)
    builder.set(.down, ProviderIndex(0), slots: 4..<8)
    builder.setUnobserved(6..<7)
    let tally = builder.finish()
    let stretches = tally.stretches(ProviderIndex(0))
    #expect(stretches.map(\.isUp) == [true, false, false])
    let window = UptimeWindow(stretches, window: tally.span)
    #expect((window.upSeconds, window.downSeconds) == (900, 900))
    #expect(window.uptime?.ppm == 500_000)
    #expect(window.coverageText == "0.5 of 1 hours observed")
  }
}
