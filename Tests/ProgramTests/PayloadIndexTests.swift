import Quantities
import TestSupport
import Testing

@testable import Program

@Suite struct PayloadIndexTests {
  private static func digest(_ random: inout SplitMix64) -> Digest {
    Digest(bigEndianWords: random.next(), random.next(), random.next(), random.next())
  }

  @Test func everyPayloadIsFoundAtItsLineAndNoOther() {
    for (seed, count) in [0, 1, 511, 512, 513, 1_024, 5_000, 9_999].enumerated() {
      var random = SplitMix64(seed: UInt64(seed))
      var index = PayloadIndex()
      var known: [Digest: Int] = [:]
      for line in 1...(count + 1) {
        let digest = Self.digest(&random)
        #expect(index[digest] == nil)
        index.add(digest, line: line)
        known[digest] = line
      }
      #expect(known.sorted { $0.value < $1.value }.allSatisfy { index[$0.key] == $0.value })
      let strangers = (0..<1_000).filter { _ in index[Self.digest(&random)] != nil }
      #expect(strangers.isEmpty)
    }
  }

  @Test func aCopyStaysAsItWas() {
    var random = SplitMix64(seed: 5)
    var index = PayloadIndex()
    for line in 1...700 { index.add(Self.digest(&random), line: line) }
    let copy = index
    let later = Self.digest(&random)
    index.add(later, line: 701)
    for line in 702...2_000 { index.add(Self.digest(&random), line: line) }
    #expect(index[later] == 701 && copy[later] == nil)
  }
}
