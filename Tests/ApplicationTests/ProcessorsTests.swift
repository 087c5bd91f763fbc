import Rewards
import Testing

@testable import Application

@Suite struct ProcessorsTests {
  private struct Refusal: Error, Equatable {
    let position: Int
  }

  @Test func rangesFollowEachOtherAndAreTheWhole() {
    for count in [0, 1, 15, 16, 17, 1_000] {
      let ranges = Processors(leastPerRange: 1).share(count) { $0 }
      #expect(ranges.count == max(1, min(16, count)))
      #expect(Array(ranges.joined()) == Array(0..<count))
    }
  }

  @Test func littleWorkIsDoneInOneGo() {
    #expect(Processors().share(2_047) { $0 } == [0..<2_047])
    #expect(Processors().share(2_048) { $0 }.count == 2)
  }

  @Test func theFirstFailureInOrderIsThrown() {
    for _ in 0..<100 {
      #expect(throws: Refusal(position: 3)) {
        try Processors(leastPerRange: 1).share(16) { range throws(Refusal) in
          if range.lowerBound >= 3 { throw Refusal(position: range.lowerBound) }
        }
      }
    }
  }

  @Test func bothPiecesAreDoneWhoeverDoesThem() {
    for number in 0..<1_000 {
      let (first, second) = Processors.both({ number }, { "\(number)" })
      #expect(first == number)
      #expect(second == "\(number)")
    }
  }
}
