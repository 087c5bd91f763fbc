import Evidence
import Policy
import Quantities
import Rewards
import Testing

@Suite struct FloorPoolTests {
  private static let usd: Int64 = 1_000_000

  private func world(_ mode: FloorRule.Mode, amount: String = "5000.00 USD") -> World {
    var world = World([
      World.pool(amount: amount, span: World.span("2024-03-01", "2024-04-01"), epoch: "P1M")
    ])
    world.edit { $0.floor = FloorRule(amountMicros: 1_000 * Self.usd, mode: mode) }
    for index in 0..<3 { world.claim("claim-\(index)", units: 2 + index) }
    return world
  }

  /// Revenue of 400.00, 1,000.00 and 1,200.00: hours times a price per hour.
  private func tally(
    _ world: World, denomination: LeaseDenomination = .microDollars
  ) throws -> Tally {
    var tally = world.tally()
    tally.setAllUp(providerCount: 3, count: 10)
    for (index, row) in [(400, 1), (500, 2), (600, 2)].enumerated() {
      let span = try TimeSpan(
        start: World.time("2024-03-01"),
        end: World.time("2024-03-01").adding(seconds: Int64(row.0) * 3600))
      tally.add(
        TallyLease(
          lease: LeaseIdentifier(value: UInt128(index)), provider: ProviderIndex(UInt32(index)),
          gpuClass: World.a100, gpus: 1, span: span, state: .active, answered: true,
          denomination: denomination, pricePerHourMicros: UInt64(row.1) * 1_000_000))
    }
    return tally.finish()
  }

  @Test("O-32: a floor of 1,000 tops up revenue of 400, 1,000 and 1,200 by 600, 0 and 0")
  func topUpPaysWhatRevenueLacks() throws {
    let world = world(.topUp)
    let statement = try world.close(tally: tally(world))
    #expect(
      (0..<3).map { statement.earned(ProviderIndex($0)) } == [600 * Self.usd, 0, 0])
    #expect(statement.unallocatedMicros(.floorNotNeeded) == 4_400 * Self.usd)
    #expect(statement.weight == 600_000_000)
  }

  @Test("O-32: regardless of revenue each gets the floor of 1,000")
  func regardlessPaysTheFloor() throws {
    let world = world(.regardless)
    let statement = try world.close(tally: tally(world))
    #expect((0..<3).allSatisfy { statement.earned(ProviderIndex($0)) == 1_000 * Self.usd })
    #expect(statement.unallocatedMicros(.floorNotNeeded) == 2_000 * Self.usd)
  }

  @Test func demandsBeyondThePotAreSharedInProportion() throws {
    let world = world(.regardless, amount: "1000.00 USD")
    let statement = try world.close(tally: tally(world))
    #expect((0..<3).allSatisfy { statement.earned(ProviderIndex($0)) == 333_333_333 })
    #expect(
      statement.unallocated == [Statement.Unallocated(reason: .rounding, micros: 1)])
  }

  @Test func revenueWithoutAPriceHoldsTheFullDemand() throws {
    var world = world(.topUp)
    let unknown = try world.close(tally: tally(world, denomination: .uakt))
    let part = try #require(unknown.part("claim-0"))
    #expect(part.amountMicros == 1_000 * Self.usd)
    #expect(part.reasons == [.revenueUnknown])
    #expect(unknown.lines.allSatisfy { $0.heldMicros == 1_000 * Self.usd })
    world.price = World.price("0.5")
    let known = try world.close(tally: tally(world, denomination: .uakt))
    #expect(
      (0..<3).map { known.earned(ProviderIndex($0)) }
        == [800 * Self.usd, 500 * Self.usd, 400 * Self.usd])
    #expect(known.lines.allSatisfy { $0.heldMicros == 0 })
  }

  @Test func theFloorFollowsUptime() throws {
    let world = world(.regardless)
    var tally = world.tally()
    tally.setAllUp(providerCount: 3, count: 10)
    // 31 days are 8,928 slots; 446.4 would be 5 %: 500 are more than that.
    tally.set(.down, ProviderIndex(0), slots: 0..<500)
    tally.set(.down, ProviderIndex(1), slots: 0..<2_000)
    let statement = try world.close(tally: tally.finish())
    // ⌊8428 · 10⁶ / 8928⌋ = 943,996 ppm; its square part is what the floor is paid for.
    let factor: UInt64 = 943_996
    let expected = UInt64(1_000_000_000) * 8_428 * factor / 8_928 / 1_000_000
    #expect(statement.earned(ProviderIndex(0)) == Int64(expected))
    #expect(statement.earned(ProviderIndex(1)) == 0)
    #expect(statement.part("claim-1")?.reasons == [.uptimeBelowThreshold])
  }

  @Test func aProvidersDemandIsSplitOverItsClaimsByCredit() throws {
    var world = world(.regardless)
    let provider = ProviderIndex(0)
    world.claim("extra", provider: provider, gpuClass: World.h100, units: 6)
    let statement = try world.close(tally: tally(world))
    #expect(statement.part("claim-0")?.amountMicros == 250 * Self.usd)
    #expect(statement.part("extra")?.amountMicros == 750 * Self.usd)
  }

  @Test func withNobodyMeasuredNobodyIsEligible() throws {
    let world = world(.regardless)
    let statement = try world.close(tally: world.tally().finish())
    #expect(statement.unallocatedMicros(.nobodyEligible) == 5_000 * Self.usd)
  }
}
