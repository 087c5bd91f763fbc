import Evidence
import Quantities
import TestSupport
import Testing

@Suite struct SlotSetTests {
  @Test func setsAgreeWithPlainOnes() {
    for seed in 0..<UInt64(1_000) {
      var random = SplitMix64(seed: seed)
      let slots = random.within(0...200)
      var set = SlotSet(slotCount: slots)
      var other = SlotSet(slotCount: slots)
      var plain: Set<Int> = []
      var plainOther: Set<Int> = []
      for _ in 0..<random.below(8) {
        let from = random.within(0...slots)
        let range = from..<random.within(from...slots)
        switch random.below(3) {
        case 0:
          set.remove(range)
          plain.subtract(range)
        case 1:
          other.insert(range)
          plainOther.formUnion(range)
        default:
          set.insert(range)
          plain.formUnion(range)
        }
      }
      let window = random.below(slots + 1)..<slots + 5
      let holds =
        set.count == plain.count && set.count(in: window) == plain.filter(window.contains).count
        && set.first == plain.min() && set.isEmpty == plain.isEmpty
        && set.ranges.flatMap { Array($0) } == plain.sorted()
        && set.intersection(other).count == plain.intersection(plainOther).count
        && set.countInCommon(other) == plain.intersection(plainOther).count
        && set.union(other).count == plain.union(plainOther).count
        && set.subtracting(other).count == plain.subtracting(plainOther).count
        && (0..<slots).allSatisfy { set.contains($0) == plain.contains($0) }
      guard holds else {
        Issue.record("seed \(seed)")
        return
      }
    }
  }

  @Test func rangesAreMaximal() {
    var set = SlotSet(10..<140, slotCount: 200)
    set.insert(190..<300)
    #expect(set.ranges == [10..<140, 190..<200])
    #expect(!set.contains(200) && !set.contains(-1))
  }
}
