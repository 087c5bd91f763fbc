import Policy
import Quantities
import TestSupport
import Testing

@Suite struct EpochBoundaryTests {
  private func calendar(_ start: String, seconds: Int64, _ length: String) throws -> EpochCalendar {
    let start = try Timestamp(start)
    return EpochCalendar(
      span: try TimeSpan(start: start, end: try start.adding(seconds: seconds)),
      length: try CalendarDuration(length))
  }

  @Test func boundariesAreThoseThatCountingFinds() throws {
    for seed in 0..<1_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let lengths = ["PT1H", "PT7H", "P1D", "P7D", "P1M"]
      let calendar = try calendar(
        "2024-01-31", seconds: Int64(random.below(90 * 24)) * 3_600,
        lengths[random.below(lengths.count)])
      let boundaries = (0...calendar.count).map { calendar.boundary($0) }
      let ends = boundaries.dropFirst()
      var times = (0..<5).map { _ in
        calendar.span.start.seconds + Int64(random.below(100 * 86_400)) - 86_400
      }
      times += (0..<5).map { _ in boundaries[random.below(boundaries.count)].seconds }
      for seconds in times {
        let time = try Timestamp(seconds: seconds)
        let isStart = boundaries.dropLast().contains(time)
        #expect(calendar.isStart(time) == isStart, "seed \(seed)")
        let isBoundary = calendar.count > 0 && boundaries.contains(time)
        #expect(calendar.isBoundary(time) == isBoundary, "seed \(seed)")
        #expect(calendar.firstEnd(after: time) == ends.first { $0 > time }, "seed \(seed)")
        let next = boundaries.dropLast().first { $0 > time }
        #expect(calendar.firstStart(after: time) == next, "seed \(seed)")
        let divided = (1..<boundaries.count).first {
          boundaries[$0 - 1] < time && time < boundaries[$0]
        }
        #expect(
          calendar.epoch(dividedBy: time) == divided.flatMap { calendar.epoch($0) }, "seed \(seed)")
      }
    }
  }

  @Test func anEmptySpanHasNoBoundary() throws {
    let calendar = try calendar("2024-01-31", seconds: 0, "P1D")
    #expect(!calendar.isStart(calendar.span.start))
    #expect(!calendar.isBoundary(calendar.span.start))
    #expect(calendar.firstEnd(after: calendar.span.start) == nil)
    #expect(calendar.firstStart(after: try Timestamp("2024-01-01")) == nil)
  }
}
