import Application
import Journal
import Program
import Quantities
import Rewards
import Simulation
import Testing

/// The program that a journal's speed is measured on closes every day, and its record holds.
@Suite struct ProgramYearTests {
  @Test func everyDayOfAShortYearIsClosedAndVerified() throws {
    let year = ProgramYear(
      ProgramYear.Size(days: 6, providers: 12), seed: 7, pilot: try SimulationFixture.pilot())
    let store = MemoryJournal()
    let blobs = MemoryBlobs()
    let keeping = try JournalKeeping(
      store: store, blobs: blobs, origin: try NoteName("program-year.example/log"),
      keyring: year.program.keyring)
    var run = SimulationRun(year.program, keeping: keeping)
    let outcomes = try run.run()
    #expect(outcomes.count == 6)
    for outcome in outcomes {
      let closed = try outcome.result.get()
      #expect(closed.statement.lines.contains { $0.earnedMicros > 0 }, "\(outcome.planned)")
      #expect(closed.statement.lines.contains { $0.uaktToDate > 0 }, "\(outcome.planned)")
    }
    // Three observers, three files a day, each published and delivered; freeze and statement.
    #expect(try store.size() > 6 * (3 * 3 * 2 + 2))
    let published = MemoryLog()
    _ = try ExportJournal(store: store, blobs: blobs).run(to: published, blobs: blobs)
    let verdict = try VerifyLog(published, blobs: blobs).run()
    #expect(verdict.isGood, "\(verdict.findings)")
    #expect(verdict.epochs == 6)
  }
}
