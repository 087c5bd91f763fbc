import Evidence
import Policy
import Quantities
import Rewards
import Testing

/// Section 5, `window` above 1: a unit is the k-th of its provider and class, whatever its claim.
@Suite struct UptimeHistoryTests {
  private static let day: Int64 = 86_400

  private func world(window: Int = 2) -> World {
    var pool = World.pool()
    pool.uptime.windowEpochs = window
    return World([pool])
  }

  private func close(
    _ world: World, epoch: Int, count: UInt32 = 100, previous: [Statement] = []
  ) throws -> Statement {
    try world.close(
      epoch: epoch, tally: world.fullTally(epoch: epoch, count: count), previous: previous)
  }

  private func uptimes(_ statement: Statement, _ claim: String) throws -> [UInt64?] {
    try #require(statement.part(claim)).groups.flatMap { group in
      Array(repeating: group.uptimePPM.map { UInt64($0) }, count: group.units)
    }
  }

  @Test func anAmendedUnitCarriesItsPast() throws {
    var world = world()
    let provider = world.claim("x", units: 2, until: Self.day)
    world.claim("x.2", provider: provider, units: 3, from: Self.day)
    // One of two devices is there on the first day, all on the second.
    let first = try close(world, epoch: 1, count: 1)
    let second = try close(world, epoch: 2, previous: [first])
    #expect(try uptimes(second, "x.2") == [1_000_000, 500_000, 1_000_000])
    #expect(second.part("x.2")?.reasons == [.uptimeBelowThreshold])
  }

  @Test func aUnitEnrolledAgainCarriesItsPastOverTheWholeWindow() throws {
    var world = world(window: 3)
    let provider = world.claim("x", units: 1, until: Self.day)
    world.claim("y", provider: provider, units: 1, from: 2 * Self.day)
    let first = try close(world, epoch: 1, count: 0)
    let second = try close(world, epoch: 2, previous: [first])
    #expect(second.part("y") == nil)
    let third = try close(world, epoch: 3, previous: [second, first])
    #expect(try uptimes(third, "y") == [500_000])
    let fourth = try close(world, epoch: 4, previous: [third, second, first])
    #expect(try uptimes(fourth, "y") == [1_000_000])
  }

  @Test func unitsAreCountedThroughTheClaimsInOrder() throws {
    var world = world()
    let provider = world.claim("a", units: 1, until: Self.day)
    world.claim("b", provider: provider, units: 2)
    world.claim("other-class", provider: provider, gpuClass: World.h100, units: 9)
    world.claim("c", provider: provider, units: 2, from: Self.day)
    // Of a, b and b's second unit the third device is missing on the first day.
    let first = try close(world, epoch: 1, count: 2)
    let second = try close(world, epoch: 2, previous: [first])
    #expect(try uptimes(second, "b") == [1_000_000, 1_000_000])
    #expect(try uptimes(second, "c") == [500_000, 1_000_000])
    #expect(try uptimes(second, "other-class").prefix(3) == [1_000_000, 1_000_000, 500_000])
  }

  @Test func anotherProviderHasAnotherPast() throws {
    var world = world()
    world.claim("a", units: 1, until: Self.day)
    world.claim("b", units: 1, from: Self.day)
    let first = try close(world, epoch: 1, count: 0)
    let second = try close(world, epoch: 2, previous: [first])
    #expect(try uptimes(second, "b") == [1_000_000])
  }
}
