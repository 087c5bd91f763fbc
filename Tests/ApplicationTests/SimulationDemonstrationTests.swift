import Application
import Keys
import Policy
import Program
import Quantities
import Rewards
import Simulation
import Testing

@Suite struct SimulationDemonstrationTests {
  @Test func twoPlaysGiveTheSameBytes() throws {
    let documents = try SimulationFixture.pilot()
    var digests: [Digest] = []
    for _ in 0..<2 {
      var program = PilotDemonstration(documents).program
      program.advance(to: .latest)
      let news = program.takeNews()
      digests.append(Sha256.digest(of: news.lines + news.blobs.flatMap(\.digest.bytes)))
      #expect(program.state.isDemonstration)
      #expect(program.state.lineCount == 2_631)
    }
    #expect(digests[0] == digests[1])
  }

  @Test func whatMustBeRefusedIsRefused() throws {
    var program = PilotDemonstration(try SimulationFixture.pilot()).program
    program.advance(to: .latest)
    let codes = program.refusedAttempts.map { "\($0.kind.rawValue) \($0.rejection.rule.rawValue)" }
    #expect(
      codes == [
        "contract.signed/1 line-exceeded", "provider.enrolled/1 not-eligible",
        "provider.enrolled/1 not-eligible", "campaign.joined/1 not-eligible",
      ])
  }

  @Test func everyMemberOfTheCastHasItsStory() throws {
    let demonstration = PilotDemonstration(try SimulationFixture.pilot())
    let names = demonstration.cast.map(\.name)
    #expect(names.count == 31)
    #expect(SortedMap(names.map { ($0, true) }) { first, _ in first }.count == names.count)
    #expect(demonstration.cast.allSatisfy { !$0.story.isEmpty && !$0.expectation.isEmpty })
  }

  @Test func theFirstFiveWeeksComeOutAsTheCastExpects() throws {
    let weeks = try FirstWeeks()
    checkHouses(weeks)
    checkUptimes(weeks)
    checkInventories(weeks)
    try checkDisputes(weeks)
    checkPrices(weeks)
    checkContracts(weeks)
  }

  private func checkHouses(_ weeks: FirstWeeks) {
    #expect(weeks.amount("granary", 1) == 1_562_500_000)
    #expect(weeks.amount("longhouse", 1) == 1_536_000_000)
    #expect(weeks.amount("twin-east", 1) == 576_000_000)
    #expect(weeks.amount("twin-east", 1) == weeks.amount("twin-west", 1))
    #expect(weeks.line("twin-east", 1)?.key.beneficiary.text == "twin-holding")
    #expect(weeks.amount("lantern-farm", 1) == 96_000_000)
    #expect(weeks.part("lantern-farm", 1)?.reasons == [.baseline])
    #expect(weeks.part("lantern-farm", 1)?.groups.map(\.units) == [4, 4])
    let ironworks = weeks.amount("ironworks", 1)
    #expect(ironworks > 64 * 12_000_000 && ironworks < 1_562_500_000)
    #expect(weeks.amount("attic-3090", 1) == 12_000_000)
    #expect(weeks.part("growing-pains", 30)?.units == 2)
    #expect(weeks.part("growing-pains.2", 31)?.units == 6)
    #expect(weeks.part("latecomer", 1) == nil)
  }

  private func checkUptimes(_ weeks: FirstWeeks) {
    #expect(weeks.part("tidewater", 3)?.groups.first?.uptimePPM == 951_388)
    #expect(weeks.part("tidewater", 3)?.reasons == [.uptimeReduced])
    #expect(weeks.part("old-barn", 3)?.groups.first?.uptimePPM == 833_333)
    #expect(weeks.part("old-barn", 3)?.reasons == [.uptimeBelowThreshold])
    #expect(weeks.amount("old-barn", 3) == 0)
    let owl = weeks.part("night-owl", 3)?.groups.first
    #expect(owl?.seconds[.outsideSchedule] == 50_400)
    #expect(owl?.seconds.verified == 36_000)
    #expect(owl?.uptimePPM == 1_000_000)
    let announced = weeks.part("ropewalk", 11)?.groups.first
    #expect(announced?.seconds[.maintenance] == 14_400)
    #expect(announced?.uptimePPM == 1_000_000)
    let late = weeks.part("ropewalk", 25)?.groups.first
    #expect(late?.seconds[.down] == 14_400)
    #expect(weeks.amount("ropewalk", 25) == 0)
    // Nobody saw three hours of day 9, for no fault of any participant (O-49).
    #expect(weeks.part("longhouse", 10)?.groups.first?.seconds[.unobservedAll] == 10_800)
    #expect(weeks.statement(10)?.observed.unobservedAll == 36)
    #expect(weeks.part("longhouse", 10)?.groups.first?.uptimePPM == 1_000_000)
  }

  private func checkInventories(_ weeks: FirstWeeks) {
    for epoch in 21...25 {
      let fog = weeks.part("fogbank", epoch)
      #expect(fog?.groups.first?.seconds[.inventoryUnknown] == 86_400)
      #expect(fog?.reasons == [.unobservedBeyondAllowance])
      #expect(weeks.amount("fogbank", epoch) == 0)
    }
    let inn = weeks.part("overflow-inn", 13)
    #expect(inn?.groups.first?.seconds[.inventoryUnknown] == 21_600)
    #expect(inn?.groups.first?.seconds.verified == 64_800)
    #expect(weeks.line("overflow-inn", 13)?.heldMicros == weeks.amount("overflow-inn", 13))
    #expect(weeks.amount("overflow-inn", 13) > 0)
    #expect(weeks.line("overflow-inn", 15)?.holds.count == 1)
    #expect(weeks.line("overflow-inn", 16)?.holds.isEmpty == true)
    let patchwork = weeks.part("patchwork", 2)
    #expect(patchwork?.groups.map(\.units) == [2, 4])
    #expect(patchwork?.groups.last?.seconds[.nodeMixed] == 86_400)
    #expect(weeks.amount("patchwork", 2) == 24_000_000)
    #expect(weeks.amount("paper-tiger", 2) == 96_000_000)
  }

  private func checkDisputes(_ weeks: FirstWeeks) throws {
    let light = weeks.part("harbour-light", 16)
    #expect(light?.groups.first?.seconds[.unobservedProvider] == 86_400)
    #expect(weeks.amount("harbour-light", 16) == 0)
    let difference = try #require(
      weeks.corrections.first { $0.payee == Invented.address("harbour-light") })
    #expect(difference.micros == 48_000_000)
    #expect(weeks.line("harbour-light", 22)?.correctionMicros == 48_000_000)
    #expect(weeks.line("harbour-light", 23)?.correctionMicros == 0)
    for epoch in 31...34 {
      #expect(weeks.part("echo-one", epoch)?.groups.map(\.seconds.verified) == [86_400])
      #expect(weeks.part("echo-one", epoch)?.reasons == [.duplicateDevice])
      #expect(weeks.part("echo-two", epoch)?.groups.map(\.seconds.verified) == [86_400, 0])
      #expect(weeks.part("echo-two", epoch)?.groups.first?.units == 2)
      #expect(weeks.line("echo-two", epoch)?.heldMicros == weeks.amount("echo-two", epoch))
    }
    #expect(weeks.line("echo-one", 40)?.holds.isEmpty == true)
    #expect(weeks.line("echo-two", 40)?.holds.isEmpty == true)
    #expect((weeks.line("echo-two", 40)?.takenBackMicros ?? 0) > 0)
    #expect(weeks.line("echo-one", 40)?.takenBackMicros == 0)
  }

  private func checkPrices(_ weeks: FirstWeeks) {
    for epoch in 6...15 {
      #expect(weeks.part("glass-cat", epoch)?.flags == [.priceAboveGuidance])
      #expect(weeks.amount("glass-cat", epoch) > 0)
    }
    #expect(weeks.part("glass-cat", 5)?.flags == [])
    #expect(weeks.part("glass-cat", 16)?.flags == [])
    // Two days without a price: what vests waits, and is converted with the next one.
    #expect(weeks.statement(34)?.price == nil)
    #expect(weeks.statement(35)?.price == nil)
    #expect(weeks.line("longhouse", 34)?.uakt == nil)
    #expect(weeks.line("longhouse", 35)?.waitingMicros == 3_072_000_000)
    #expect(weeks.statement(36)?.price != nil)
    #expect(weeks.line("longhouse", 36)?.waitingMicros == 0)
  }

  private func checkContracts(_ weeks: FirstWeeks) {
    // 29 days less the three hours that nobody saw, at 2.49 for forty cards.
    let part = weeks.firstMonth?.lines
      .first { $0.key.payee == Invented.address("northfjord") }?.parts.first
    #expect(part?.amountMicros == Int64(40 * 2_490_000 * (29 * 24 - 3)))
  }
}

/// The demonstration, closed until day 42.
private struct FirstWeeks {
  private(set) var statements: [Int: Statement] = [:]
  private(set) var corrections: [CorrectedEpoch.Difference] = []
  private(set) var firstMonth: Statement?

  init() throws {
    let documents = try SimulationFixture.pilot()
    let program = PilotDemonstration(documents).program
    let limit = try documents.policy.window.start.adding(seconds: 42 * 86_400)
    let closes = program.closes.count { $0.takenAt < limit }
    var run = SimulationRun(program, records: MemoryRecords(), blobs: MemoryBlobs())
    for _ in 0..<closes {
      guard let outcome = try run.step() else { break }
      let closed = try outcome.result.get()
      switch (closed.id.pool.text, outcome.planned.version) {
      case ("liquidity", 1): statements[closed.id.number] = closed.statement
      case ("liquidity", _): corrections = outcome.differences
      case ("committed", _): firstMonth = firstMonth ?? closed.statement
      default: break
      }
    }
  }

  func statement(_ epoch: Int) -> Statement? { statements[epoch] }

  /// The part of a claim, which has its provider's name.
  func part(_ claim: String, _ epoch: Int) -> StatementPart? {
    statements[epoch]?.lines.lazy.flatMap(\.parts).first { $0.claim.text == claim }
  }

  func amount(_ claim: String, _ epoch: Int) -> Int64 { part(claim, epoch)?.amountMicros ?? -1 }

  func line(_ name: String, _ epoch: Int) -> StatementLine? {
    statements[epoch]?.lines.first { $0.key.payee == Invented.address(name) }
  }
}
