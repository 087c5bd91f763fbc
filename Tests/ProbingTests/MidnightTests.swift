import Probing
import Quantities
import Testing

/// Seeds from one day to the next: promised before, shown after, and never the same.
@Suite struct MidnightTests {
  @Test func seedsArePromisedBeforeTheirDayAndShownAfterIt() throws {
    var world = try World(seed: 5, faults: World.Faults(), providers: 3)
    world.order.epochs = []
    world.settings.longestSegmentSeconds = 86_400
    world.begin(atSeconds: World.day + 86_400 - 1_800)
    try world.run(minutes: 60)
    let commits = world.log.compactMap { entry -> (Timestamp, Timestamp, Digest)? in
      if case .commit(let from, let until, let commitment) = entry {
        (from, until, commitment)
      } else {
        nil
      }
    }
    let midnight = try Timestamp(seconds: World.day + 86_400)
    #expect(commits.count == 3, "the rest of today, tomorrow and the day after: \(commits)")
    #expect(Set(commits.map(\.2)).count == commits.count, "no seed serves twice")
    let tomorrow = try #require(commits.first { $0.0 == midnight })
    #expect(tomorrow.1 == (try midnight.adding(seconds: 86_400)))
    let revealed = world.log.compactMap { entry in
      if case .reveal(let seed) = entry { seed } else { nil }
    }
    #expect(revealed.count == 1, "only today's is over")
    let today = try #require(revealed.first)
    #expect(today.commitment == commits.first { $0.1 == midnight }?.2)
    // Everybody can check now when this observer asked, and only for the day that is over.
    let plan = ProbePlan(seed: today, slotSeconds: World.slotSeconds)
    var held = (before: 0, after: 0)
    for ask in world.firstAsks {
      let holds = plan.holds(
        provider: world.roster[ask.provider],
        slotStart: try Timestamp(seconds: ask.slot * World.slotSeconds),
        askedMilliseconds: ask.wall, lateMilliseconds: world.settings.lateMilliseconds)
      if ask.slot * World.slotSeconds < midnight.seconds {
        #expect(holds)
        held.before += 1
      } else if holds {
        held.after += 1
      }
    }
    #expect(held.before >= 80)
    #expect(held.after < 30, "the next day goes by another seed")
  }
}
