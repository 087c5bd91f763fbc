import Akash
import CosmosClient
import Quantities
import TestSupport
import Testing

/// The last block before a time, on chains that hurry, crawl and stand still.
@Suite struct BlockSearchTests {
  @Test func foundBlockIsTheLastBeforeTheTime() throws {
    for seed in 0..<1_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var times: [Int64] = []
      var time: Int64 = 1_000_000
      for _ in 0..<(2 + random.below(3_000)) {
        time += random.oneIn(200) ? Int64(random.below(90_000)) : Int64(random.below(13))
        times.append(time)
      }
      func block(_ height: Int64) throws -> Block {
        Block(
          chainID: "c", height: height, time: try Timestamp(seconds: times[Int(height) - 1]))
      }
      let target = 1_000_000 + Int64(random.below(Int(time - 1_000_000) + 1))
      let newest = try block(Int64(times.count))
      var search = try #require(
        BlockSearch(before: try Timestamp(seconds: target), newest: newest))
      if random.oneIn(2) { search.take(try block(1 + Int64(random.below(times.count)))) }
      var steps = 0
      while let height = search.next() {
        search.take(try block(height))
        steps += 1
        try #require(steps < 120, "seed \(seed) does not end")
      }
      let expected = times.lastIndex { $0 < target }.map { Int64($0) + 1 }
      #expect(search.found?.height == expected, "seed \(seed)")
    }
  }

  @Test func newestBlockMustBeAtTheTime() throws {
    let block = Block(chainID: "c", height: 9, time: try Timestamp(seconds: 99))
    #expect(BlockSearch(before: try Timestamp(seconds: 100), newest: block) == nil)
    #expect(BlockSearch(before: try Timestamp(seconds: 99), newest: block) != nil)
  }

  @Test func heightsThatNobodyKeepsAreStayedAbove() throws {
    let newest = Block(chainID: "c", height: 1_000, time: try Timestamp(seconds: 100_000))
    var search = try #require(
      BlockSearch(before: try Timestamp(seconds: 50_000), newest: newest))
    var asked: [Int64] = []
    while let height = search.next() {
      asked.append(height)
      if height < 900 {
        search.miss(height)
      } else {
        search.take(
          Block(
            chainID: "c", height: height, time: try Timestamp(seconds: 60_000 + height)))
      }
    }
    #expect(search.found == nil, "what is looked for is among what is gone")
    #expect(asked.count < 40 && Set(asked).count == asked.count)
  }
}
