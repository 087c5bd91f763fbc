import Keys
import Program
import Quantities
import Simulation
import Testing

@Suite struct SimulationDemonstrationTests {
  /// Plays to the end and returns the digest of all lines, and the count and digest of all files.
  private func played(
    _ program: SimulatedProgram
  ) -> (lines: Digest, lineCount: Int, blobs: Digest, blobCount: Int, program: SimulatedProgram) {
    var program = program
    program.advance(to: .latest)
    let news = program.takeNews()
    var blobs = Sha256()
    for blob in news.blobs { blobs.update(blob.digest.bytes) }
    return (
      Sha256.digest(of: news.lines), program.state.lineCount, blobs.digest(), news.blobs.count,
      program
    )
  }

  @Test func twoPlaysGiveTheSameBytes() throws {
    let documents = try SimulationFixture.pilot()
    let clock = ContinuousClock()
    let begin = clock.now
    let first = played(PilotDemonstration(documents).program)
    print("demonstration:", first.lineCount, "lines,", first.blobCount, "files,", clock.now - begin)
    let second = played(PilotDemonstration(documents).program)
    #expect(first.lines == second.lines)
    #expect(first.blobs == second.blobs)
    for attempt in first.program.refusedAttempts { print(attempt.kind, attempt.rejection) }
    #expect(first.program.refusedAttempts.count == 4)
    #expect(first.program.state.isDemonstration)
  }
}
