import Application
import Keys
import Program
import Quantities
import Simulation
import Testing

@Suite struct SimulationHistoryTests {
  @Test func theSameSeedGivesTheSameBytes() throws {
    let (catalogue, bytes) = try SimulationFixture.catalogue()
    for seed in UInt64(1)...20 {
      var digests: [Digest] = []
      for _ in 0..<2 {
        var program = RandomHistory(
          seed: seed, catalogue: catalogue, catalogueBytes: bytes
        ).program
        program.advance(to: .latest)
        let news = program.takeNews()
        digests.append(Sha256.digest(of: news.lines + news.blobs.flatMap(\.digest.bytes)))
      }
      #expect(digests[0] == digests[1], "seed \(seed)")
    }
  }

  @Test func historiesCloseWithoutRejection() throws {
    let (catalogue, bytes) = try SimulationFixture.catalogue()
    for seed in UInt64(1)...120 {
      let history = RandomHistory(seed: seed, catalogue: catalogue, catalogueBytes: bytes)
      var run = SimulationRun(
        history.program, records: MemoryRecords(), blobs: MemoryBlobs())
      let outcomes = try run.run()
      var refused: [String: Int] = [:]
      for attempt in run.program.refusedAttempts { refused["\(attempt.kind)", default: 0] += 1 }
      print("seed", seed, run.program.state.lineCount, "lines", outcomes.count, "closes; refused", refused.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " "))
      for outcome in outcomes {
        if case .failure(let refusal) = outcome.result {
          print("  seed \(seed) \(outcome.planned.pool)/\(outcome.planned.epoch) v\(outcome.planned.version): \(String(describing: refusal).prefix(400))")
        }
      }
    }
  }
}
