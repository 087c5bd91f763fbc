import Evidence
import Policy
import Quantities
import Rewards
import Testing

@Suite struct EpochPoolScenarioTests {
  private static let usd: Int64 = 1_000_000

  @Test("O-25: 8, 4 and half a day of 1 GPU share 6,250.00 as 4,000.00, 2,000.00 and 250.00")
  func sharesFollowVerifiedHours() throws {
    var world = World([World.pool()])
    let a = world.claim(units: 8)
    let b = world.claim(units: 4)
    let c = world.claim(units: 1, from: 43_200)
    let statement = try world.close()
    #expect(statement.pot.baseMicros == 6_250 * Self.usd)
    #expect(statement.earned(a) == 4_000 * Self.usd)
    #expect(statement.earned(b) == 2_000 * Self.usd)
    #expect(statement.earned(c) == 250 * Self.usd)
    #expect(statement.unallocated.isEmpty)
  }
}
