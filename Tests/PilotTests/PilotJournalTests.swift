import Application
import DevNet
import Policy
import PolicyYAML
import Program
import Quantities
import Rewards
import Testing

@testable import Pilot

@Suite struct PilotJournalTests {
  @Test("Forty providers enrol what they show, each with its own wallet, and empty epochs close")
  func aProgramThatNobodyObserves() async throws {
    let documents = try PilotDocuments()
    let pool = try #require(documents.rules.pools.first)
    let cast = try PilotCast(seed: 1, firstEpoch: pool.span.start)
    #expect(cast.enrolments.count == PilotCast.providers)
    #expect(cast.honest.count == PilotCast.providers - Defect.allCases.count - 1)
    let time = WorldTime(cast.world.settings.start)
    let journal = try PilotJournal(
      store: MemoryJournal(), blobs: MemoryBlobs(), people: PilotPeople(cast), time: time)
    try await journal.begin(cast, documents.rules, catalogue: documents.catalogue)
    try await journal.serve()
    let calendar = EpochCalendar(pool)
    let first = try #require(calendar.epoch(1))
    time.move(toMillis: (first.end.seconds + documents.rules.observation.graceSeconds) * 1_000)
    let outcome = try await journal.close(1, of: pool.name)
    #expect(outcome.statement.pot.earnedMicros == 0)
    #expect(outcome.seen.isEmpty)
    try await journal.stopServing()
    var reader = try journal.reader()
    let state = try reader.log().state
    #expect(state.roster.addresses == cast.enrolments.map(\.provider))
  }
}
