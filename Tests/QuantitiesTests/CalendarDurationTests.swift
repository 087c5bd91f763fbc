import Quantities
import Testing

@Suite struct CalendarDurationTests {
  @Test(arguments: [
    ("P1D", Int64(0), Int64(1), Int64(0), "P1D"), ("P7D", 0, 7, 0, "P7D"), ("P1W", 0, 7, 0, "P7D"),
    ("P1M", 1, 0, 0, "P1M"), ("P3M", 3, 0, 0, "P3M"), ("P1Y", 12, 0, 0, "P1Y"),
    ("P18M", 18, 0, 0, "P1Y6M"), ("PT6H", 0, 0, 21_600, "PT6H"), ("PT5M", 0, 0, 300, "PT5M"),
    ("PT30S", 0, 0, 30, "PT30S"), ("P1Y2M3DT4H5M6S", 14, 3, 14_706, "P1Y2M3DT4H5M6S"),
    ("PT90M", 0, 0, 5_400, "PT1H30M"), ("PT86400S", 0, 0, 86_400, "PT24H"),
  ])
  func readsAndPrints(
    text: String, months: Int64, days: Int64, seconds: Int64, canonical: String
  ) throws {
    let duration = try CalendarDuration(text)
    #expect(duration.months == months)
    #expect(duration.days == days)
    #expect(duration.seconds == seconds)
    #expect(duration.text == canonical)
    #expect(try CalendarDuration(duration.text) == duration)
  }

  @Test(arguments: [
    "", "P", "PT", "1D", "p1d", "P1", "PD", "P-1D", "P1.5D", "P1DT", "P1H", "PT1D", "P1D1M",
    "PT1S1M",
    "P1M1M", "P01D", "P1D ", "PT1M1H", "P1DT1HT1M", "P１D", "P+1D",
  ])
  func refusesOtherTexts(text: String) {
    #expect(throws: QuantityError.malformed(.duration)) { try CalendarDuration(text) }
  }

  @Test(arguments: [
    "P0D", "PT0S", "P0Y0M0DT0H0M0S", "P2773M", "P99999999999D", "PT9999999999H", "P84372D",
    "P99999999999999999999999999999999Y",
  ])
  func refusesNothingAndTooMuch(text: String) {
    #expect(throws: QuantityError.outOfBounds(.duration)) { try CalendarDuration(text) }
  }

  @Test func multiplyingIsBounded() throws {
    let day = try CalendarDuration("P1D")
    #expect(try day.multiplied(by: 366).days == 366)
    #expect(throws: QuantityError.outOfBounds(.duration)) { try day.multiplied(by: .max) }
    #expect(throws: QuantityError.outOfBounds(.duration)) { try day.multiplied(by: 0) }
    #expect(throws: QuantityError.outOfBounds(.duration)) { try day.multiplied(by: -1) }
    #expect(day.fixedSeconds == 86_400)
    #expect(try CalendarDuration("P1M").fixedSeconds == nil)
  }
}
