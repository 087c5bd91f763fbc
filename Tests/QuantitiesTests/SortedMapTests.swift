import Quantities
import TestSupport
import Testing

@Suite struct SortedMapTests {
  @Test func behavesAsADictionaryWalkedInOrder() throws {
    for seed in UInt64(0)..<1_000 {
      var generator = SplitMix64(seed: seed)
      var map = SortedMap<UInt64, Int>()
      var model: [UInt64: Int] = [:]
      for step in 0..<60 {
        let key = generator.next() % 24
        switch generator.next() % 4 {
        case 0: #expect(map.removeValue(forKey: key) == model.removeValue(forKey: key))
        case 1:
          map[key, default: 100] += step
          model[key, default: 100] += step
        default:
          #expect(map.updateValue(step, forKey: key) == model.updateValue(step, forKey: key))
        }
        #expect(map[key] == model[key], "seed \(seed)")
      }
      #expect(map.keys == model.keys.sorted(), "seed \(seed)")
      #expect(map.map(\.value) == map.keys.map { model[$0] ?? -1 }, "seed \(seed)")
      let rebuilt = SortedMap(uniquePairs: model.map { ($0.key, $0.value) })
      #expect(rebuilt == map, "seed \(seed)")
    }
  }

  @Test func equalKeysCombineInTheOrderGiven() {
    let map = SortedMap([(2, "a"), (1, "b"), (2, "c"), (2, "d")]) { $0 + $1 }
    #expect(map == [1: "b", 2: "acd"])
    #expect(SortedMap(uniquePairs: [(1, "a"), (1, "b")]) == nil)
    #expect(map.mapValues { $0.count } == [1: 1, 2: 3])
  }

  @Test func settingNilRemoves() {
    var map: SortedMap = [1: "a", 2: "b"]
    map[1] = nil
    map[7] = nil
    #expect(map.count == 1 && map.first?.key == 2 && map.last?.value == "b")
    map[2] = nil
    #expect(map.isEmpty && map.first == nil && map[2] == nil)
    #expect(map.lowerBound(5) == 0)
  }
}
