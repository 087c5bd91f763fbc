import Evidence
import Probing
import Quantities
import Testing

@testable import Observing

@Suite struct OnceWatchTests {
  private func outcome(_ slot: Int64, _ state: SlotOutcome.State = .up) throws -> SlotOutcome {
    SlotOutcome(
      provider: ProviderIndex(0), slotStart: try Timestamp(seconds: slot * 300), state: state)
  }

  @Test func theSlotThatRanWhenWatchingBeganIsNoWholeOne() throws {
    var watch = OnceWatch()
    watch.beganAt = 1_000 * 300_000 + 1
    watch.see(try outcome(1_000))
    #expect(watch.end == nil && !watch.isDone(.max))
    // What nobody could tell is no watching either.
    watch.see(try outcome(1_001, .unobserved(.missed)))
    #expect(watch.end == nil)
    watch.see(try outcome(1_002))
    watch.see(try outcome(1_003))
    #expect(watch.end == Int64(1_003 * 300_000 + 1_000))
    #expect(!watch.isDone(1_003 * 300_000) && watch.isDone(1_003 * 300_000 + 1_000))
  }

  @Test func aSlotThatBeginsWithTheWatchingIsWhole() throws {
    var watch = OnceWatch()
    watch.beganAt = 1_000 * 300_000
    watch.see(try outcome(1_000))
    #expect(watch.end == Int64(1_001 * 300_000 + 1_000))
  }
}
