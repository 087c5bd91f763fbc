import Quantities
import TestSupport
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", Int64(0)), ("2024-02-09T00:00:00Z", 1_707_436_800),
    ("2024-02-09T23:59:59Z", 1_707_523_199), ("2001-09-09T01:46:40Z", 1_000_000_000),
    ("2200-12-31T23:59:59Z", 7_289_654_399),
  ])
  func readsAndPrints(text: String, seconds: Int64) throws {
    #expect(try Timestamp(text).seconds == seconds)
    #expect(try Timestamp(seconds: seconds).text == text)
  }

  @Test func aDateMeansItsMidnight() throws {
    #expect(try Timestamp("2024-02-09") == Timestamp("2024-02-09T00:00:00Z"))
    #expect(try Timestamp("2024-02-09T13:00:00Z").date == CivilDate("2024-02-09"))
  }

  @Test(arguments: [
    ("2024-02-09T24:00:00Z", QuantityError.outOfBounds(.timestamp)),
    ("2024-02-09T00:60:00Z", .outOfBounds(.timestamp)),
    ("2024-02-09T00:00:60Z", .outOfBounds(.timestamp)),
    ("2024-02-30T00:00:00Z", .outOfBounds(.timestamp)),
    ("1969-12-31T23:59:59Z", .outOfBounds(.timestamp)),
    ("2024-02-09T00:00:00", .malformed(.timestamp)),
    ("2024-02-09t00:00:00z", .malformed(.timestamp)),
    ("2024-02-09 00:00:00Z", .malformed(.timestamp)),
    ("2024-02-09T00:00:00.0Z", .malformed(.timestamp)),
    ("2024-02-09T00:00:00+00:00", .malformed(.timestamp)),
    ("2024-02-09T+1:00:00Z", .malformed(.timestamp)), ("", .malformed(.timestamp)),
  ])
  func refusesOtherTexts(text: String, error: QuantityError) {
    #expect(throws: error) { try Timestamp(text) }
  }

  @Test func boundsAreChecked() throws {
    #expect(throws: QuantityError.outOfBounds(.timestamp)) { try Timestamp(seconds: -1) }
    #expect(throws: QuantityError.outOfBounds(.timestamp)) { try Timestamp(seconds: .max) }
    #expect(throws: QuantityError.outOfBounds(.timestamp)) {
      try Timestamp(seconds: Timestamp.limitSeconds + 1)
    }
    #expect(throws: QuantityError.outOfBounds(.timestamp)) {
      try Timestamp.latest.adding(seconds: 1)
    }
    #expect(throws: QuantityError.outOfBounds(.timestamp)) {
      try Timestamp.latest.adding(seconds: .max)
    }
    #expect(Timestamp.latest.text == "2200-12-31T23:59:59Z")
  }

  @Test func printedTimesReadBackTheSame() throws {
    for seed in UInt64(0)..<5_000 {
      var generator = SplitMix64(seed: seed)
      let seconds = Int64.random(in: 0...Timestamp.limitSeconds, using: &generator)
      let time = try Timestamp(seconds: seconds)
      #expect(try Timestamp(time.text) == time, "seed \(seed)")
      #expect(time.date.startOfDay.seconds + time.secondOfDay == seconds, "seed \(seed)")
    }
  }

  @Test func durationsAddMonthsThenDaysThenSeconds() throws {
    let start = try Timestamp("2024-01-31T12:00:00Z")
    #expect(try start.adding(CalendarDuration("P1M")).text == "2024-02-29T12:00:00Z")
    #expect(try start.adding(CalendarDuration("P1M1D")).text == "2024-03-01T12:00:00Z")
    #expect(try start.adding(CalendarDuration("P1Y")).text == "2025-01-31T12:00:00Z")
    #expect(try start.adding(CalendarDuration("P1MT12H")).text == "2024-03-01T00:00:00Z")
    #expect(throws: QuantityError.outOfBounds(.timestamp)) {
      try Timestamp.latest.adding(CalendarDuration("PT1S"))
    }
    #expect(throws: QuantityError.outOfBounds(.timestamp)) {
      try Timestamp.latest.adding(CalendarDuration("P1M"))
    }
  }

  @Test func repeatedMonthsFromOneAnchorDoNotDrift() throws {
    let anchor = try Timestamp("2024-01-31")
    let month = try CalendarDuration("P1M")
    #expect(try anchor.adding(month.multiplied(by: 2)).text == "2024-03-31T00:00:00Z")
    #expect(try anchor.adding(month).adding(month).text == "2024-03-29T00:00:00Z")
  }
}
