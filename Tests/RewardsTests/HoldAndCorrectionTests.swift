import Evidence
import Policy
import Quantities
import Rewards
import Testing

@Suite struct HoldAndCorrectionTests {
  private static let usd: Int64 = 1_000_000

  /// Two providers that show the same device: the tally counts it for the first only.
  private func duplicateTally(_ world: World, epoch: Int = 1) -> Tally {
    var tally = world.tally(epoch: epoch)
    tally.setAllUp(providerCount: world.providerCount, count: 1)
    let second = ProviderIndex(1)
    tally.setAllTracks(count: 0, second, World.a100, slots: 0..<288)
    for provider in 0..<2 as Range<UInt32> {
      tally.add(
        TallyFinding(
          kind: .duplicateDevice, provider: ProviderIndex(provider), gpuClass: World.a100,
          firstSlot: 0, slotCount: 288))
    }
    return tally.finish()
  }

  private func world() -> World {
    var world = World([World.pool()])
    for _ in 0..<3 { world.claim(units: 1) }
    return world
  }

  @Test("O-36: a GPU reported by two addresses is counted once, and both lines are held")
  func duplicateDeviceIsHeldAndCountedOnce() throws {
    let world = world()
    let statement = try world.close(tally: duplicateTally(world))
    let verified = statement.lines.flatMap(\.parts).map(\.unitSeconds.verified)
    #expect(verified.sorted() == [0, 86_400, 86_400])
    for provider in 0..<2 {
      let line = try #require(
        statement.lines.first { $0.key.payee == World.address(provider) })
      #expect(line.parts[0].reasons == [.duplicateDevice])
      #expect(line.heldMicros == (provider == 0 ? 3_125 : 0) * Self.usd)
      #expect(line.vestedMicros == 0)
    }
    #expect(statement.earned(ProviderIndex(2)) == 3_125 * Self.usd)
  }

  @Test("O-36: a review releases what was held, or refuses it", arguments: [true, false])
  func reviewDecides(_ isReleased: Bool) throws {
    var world = world()
    let first = try world.close(tally: duplicateTally(world))
    let waiting = try world.close(epoch: 2, previous: [first])
    let held = try #require(waiting.lines.first { $0.key.payee == World.address(0) })
    #expect(held.holds.map(\.micros) == [3_125 * Self.usd], "Nobody has decided yet.")
    world.reviews = [
      HoldReview(
        pool: World.label("mining"), epoch: 1, provider: ProviderIndex(0),
        decision: isReleased ? .release : .refuse)
    ]
    let decided = try world.close(epoch: 2, previous: [first])
    let line = try #require(decided.lines.first { $0.key.payee == World.address(0) })
    let third = 6_250_000_000 / 3 as Int64
    #expect(line.holds.isEmpty)
    #expect(line.vestedMicros == third + (isReleased ? 3_125 * Self.usd : 0))
    #expect(line.takenBackMicros == (isReleased ? 0 : 3_125 * Self.usd))
    #expect(decided.unallocatedMicros(.refused) == (isReleased ? 0 : 3_125 * Self.usd))
    #expect(decided.isBalanced)
    // The next statement has nothing left to decide.
    let next = try world.close(epoch: 3, previous: [decided])
    #expect(next.unallocatedMicros(.refused) == 0)
  }

  @Test func aProviderUnobservedBeyondTheAllowanceIsHeld() throws {
    let world = world()
    for (slots, reasons) in [(14, []), (15, [PartReason.unobservedBeyondAllowance])] {
      var tally = world.tally()
      tally.setAllUp(providerCount: 3, count: 1)
      tally.set(.unobservedProvider, ProviderIndex(0), slots: 0..<slots)
      let statement = try world.close(tally: tally.finish())
      let line = try #require(
        statement.lines.first { $0.key.payee == World.address(0) })
      // 5 % of 288 slots are 14.4.
      #expect(line.parts[0].reasons == reasons, "\(slots) slots")
      #expect(line.parts[0].groups[0].uptimePPM == 1_000_000)
      #expect((line.heldMicros > 0) == (slots == 15))
    }
  }

  @Test("O-54: a corrected epoch posts its difference to the next, and the old one stays")
  func correctionReachesTheNextEpoch() throws {
    let world = world()
    var wrong = world.tally()
    wrong.setAllUp(providerCount: 3, count: 1)
    wrong.set(.down, ProviderIndex(0), slots: 0..<144)
    let first = try world.close(tally: wrong.finish())
    var again = world.input(tally: world.fullTally())
    again.version = 2
    let corrected = try RewardEngine.statement(for: again)
    #expect(first.earned(ProviderIndex(0)) == 0)
    #expect(corrected.earned(ProviderIndex(0)) == 2_083_333_333)
    let correction = try #require(
      Correction(
        replacing: first, named: TestHash.digest(World.bytes(first)), by: corrected,
        named: TestHash.digest(World.bytes(corrected))))
    #expect(
      correction.claims.map(\.micros).sorted() == [-1_041_666_667, -1_041_666_667, 2_083_333_333])
    var next = world.input(epoch: 2, tally: world.fullTally(epoch: 2), previous: [first])
    next.corrections = [correction]
    let second = try RewardEngine.statement(for: next)
    let gain: Int64 = 2_083_333_333
    let line = try #require(second.lines.first { $0.key.payee == World.address(0) })
    #expect(line.correctionMicros == gain)
    // The epoch's own pot gives up what the correction adds: Σ corrections = −1.
    let own = (6_250_000_000 + 1) / 3 as Int64
    #expect(line.earnedMicros == own + gain)
    #expect(line.accruedMicros == own + gain)
    #expect(line.vestedMicros == line.accruedMicros)
    #expect(second.isBalanced)
    #expect(second.pot.earnedMicros == 3 * own - 1)
    #expect(second.unallocatedMicros(.rounding) == 2)
    // The old statement is still what its bytes say.
    #expect(World.bytes(try world.close(tally: wrong.finish())) == World.bytes(first))
  }

  @Test func correctionsOfContractsHaveACounterpart() throws {
    var world = World([
      World.pool("committed", kind: .committed, span: World.span("2024-02-09", "2024-02-12"))
    ])
    let provider = world.claim("contract", units: 1, rateMicros: 1_000_000)
    var down = world.tally()
    down.setAllUp(providerCount: 1, count: 1)
    down.set(.down, provider, slots: 0..<288)
    let first = try world.close(tally: world.fullTally())
    var again = world.input(tally: down.finish())
    again.version = 2
    let corrected = try RewardEngine.statement(for: again)
    let correction = try #require(
      Correction(
        replacing: first, named: .zero, by: corrected, named: TestHash.digest([9])))
    var next = world.input(epoch: 2, tally: world.fullTally(epoch: 2), previous: [first])
    next.corrections = [correction]
    let second = try RewardEngine.statement(for: next)
    #expect(second.unallocatedMicros(.correction) == 24 * Self.usd)
    #expect(second.lines[0].earnedMicros == 0)
    #expect(second.lines[0].vestedMicros == 24 * Self.usd)
    #expect(second.pot.returnedMicros == 24 * Self.usd)
  }

  @Test func dollarsBecomeTokensAtTheCloseOrWait() throws {
    var world = world()
    world.edit {
      $0.conversion = ConversionRule(moment: .close, fundingPrice: nil, difference: .pool)
    }
    let first = try world.close()
    #expect(first.lines.allSatisfy { $0.uakt == nil && $0.waitingMicros == 2_083_333_333 })
    world.price = World.price("3")
    let second = try world.close(epoch: 2, previous: [first])
    #expect(second.lines.allSatisfy { $0.uakt == 1_388_888_888 && $0.waitingMicros == 0 })
    world.price = World.price("6")
    let third = try world.close(epoch: 3, previous: [second])
    #expect(third.lines.allSatisfy { $0.uakt == 347_222_222 })
    #expect(third.lines.allSatisfy { $0.uaktToDate == 1_736_111_110 })
  }
}
