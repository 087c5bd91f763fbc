import Quantities
import Testing

@Suite struct CalendarTests {
  @Test func everyDayOfTheBoundsRoundTrips() throws {
    var year = 1970
    var month = 1
    var day = 1
    for number in 0...CivilDate.lastDayNumber {
      let date = try CivilDate(dayNumber: number)
      #expect(date.year == year && date.month == month && date.day == day)
      #expect(date.dayNumber == number)
      day += 1
      if day > lengthOfMonth(year, month) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    #expect((year, month, day) == (2201, 1, 1))
  }

  /// The calendar restated as a table, apart from the code under test.
  private func lengthOfMonth(_ year: Int, _ month: Int) -> Int {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
    return lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)
  }

  @Test func knownDays() throws {
    #expect(try CivilDate("1970-01-01").dayNumber == 0)
    #expect(try CivilDate("2000-03-01").dayNumber == 11_017)
    #expect(try CivilDate("2024-02-09").dayNumber == 19_762)
    #expect(try CivilDate("2024-02-09").weekday == 5)
    #expect(try CivilDate("1970-01-01").weekday == 4)
    #expect(try CivilDate("2024-02-12").weekday == 1)
    #expect(CivilDate.isLeap(2000) && CivilDate.isLeap(2024))
    #expect(!CivilDate.isLeap(2100) && !CivilDate.isLeap(2023))
  }

  @Test(arguments: [
    ("2023-02-29", QuantityError.outOfBounds(.date)), ("2024-00-01", .outOfBounds(.date)),
    ("2024-13-01", .outOfBounds(.date)), ("2024-01-00", .outOfBounds(.date)),
    ("2024-04-31", .outOfBounds(.date)), ("1969-12-31", .outOfBounds(.date)),
    ("2201-01-01", .outOfBounds(.date)), ("2100-02-29", .outOfBounds(.date)),
    ("2024-2-9", .malformed(.date)), ("2024/02/09", .malformed(.date)), ("", .malformed(.date)),
    ("+024-02-09", .malformed(.date)), ("2024-02-09 ", .malformed(.date)),
    ("20240209", .malformed(.date)), ("2024-02-0é", .malformed(.date)),
  ])
  func refusesOtherDates(text: String, error: QuantityError) {
    #expect(throws: error) { try CivilDate(text) }
  }

  @Test func addingMonthsClampsTheDay() throws {
    #expect(try CivilDate("2024-01-31").adding(months: 1).text == "2024-02-29")
    #expect(try CivilDate("2023-01-31").adding(months: 1).text == "2023-02-28")
    #expect(try CivilDate("2024-02-29").adding(months: 12).text == "2025-02-28")
    #expect(try CivilDate("2024-03-31").adding(months: -1).text == "2024-02-29")
    #expect(try CivilDate("2024-02-09").adding(months: 12).text == "2025-02-09")
    #expect(try CivilDate("2024-12-31").adding(days: 1).text == "2025-01-01")
    #expect(throws: QuantityError.outOfBounds(.date)) {
      try CivilDate("2200-12-01").adding(months: 1)
    }
    #expect(throws: QuantityError.outOfBounds(.date)) {
      try CivilDate("1970-01-01").adding(months: -1)
    }
    for extreme in [Int64.min, Int64.max] {
      #expect(throws: QuantityError.outOfBounds(.date)) {
        try CivilDate("2024-01-01").adding(months: extreme)
      }
      #expect(throws: QuantityError.outOfBounds(.date)) {
        try CivilDate("2024-01-01").adding(days: extreme)
      }
    }
  }
}
