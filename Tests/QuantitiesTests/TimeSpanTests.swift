import Quantities
import TestSupport
import Testing

@Suite struct TimeSpanTests {
  private func span(_ start: Int64, _ end: Int64) throws -> TimeSpan {
    try TimeSpan(start: Timestamp(seconds: start), end: Timestamp(seconds: end))
  }

  @Test func endDoesNotBelongToIt() throws {
    let span = try span(10, 20)
    #expect(span.seconds == 10)
    #expect(try span.contains(Timestamp(seconds: 10)))
    #expect(try span.contains(Timestamp(seconds: 19)))
    #expect(try !span.contains(Timestamp(seconds: 20)))
    #expect(try !span.contains(Timestamp(seconds: 9)))
  }

  @Test func emptySpansHoldNothing() throws {
    let empty = try span(10, 10)
    #expect(empty.isEmpty)
    #expect(try !empty.contains(Timestamp(seconds: 10)))
    #expect(try empty.intersection(span(0, 20)) == nil)
    #expect(throws: QuantityError.endsBeforeStart) { try span(11, 10) }
  }

  @Test func touchingSpansDoNotOverlap() throws {
    #expect(try !span(0, 10).overlaps(span(10, 20)))
    #expect(try span(0, 11).intersection(span(10, 20)) == span(10, 11))
    #expect(try span(0, 30).contains(span(10, 30)))
    #expect(try !span(0, 30).contains(span(10, 31)))
  }

  @Test func aContractYearHas8784Hours() throws {
    let year = try TimeSpan(start: Timestamp("2024-02-09"), end: Timestamp("2025-02-09"))
    #expect(year.seconds == 8_784 * 3_600)
  }

  @Test func overlapCountsTheSecondsInBoth() throws {
    for seed in UInt64(0)..<2_000 {
      var generator = SplitMix64(seed: seed)
      func draw() throws -> TimeSpan {
        let start = Int64.random(in: 0..<60, using: &generator)
        return try span(start, start + Int64.random(in: 0..<60, using: &generator))
      }
      let (left, right) = (try draw(), try draw())
      var common: Int64 = 0
      for second in Int64(0)..<130 {
        let time = try Timestamp(seconds: second)
        if left.contains(time), right.contains(time) { common += 1 }
      }
      #expect(left.overlapSeconds(right) == common, "seed \(seed)")
      #expect(right.overlapSeconds(left) == common, "seed \(seed)")
    }
  }
}
