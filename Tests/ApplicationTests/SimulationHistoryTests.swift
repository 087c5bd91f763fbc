import Application
import Keys
import Program
import Quantities
import Rewards
import Simulation
import Testing

@Suite struct SimulationHistoryTests {
  @Test func theSameSeedGivesTheSameBytes() throws {
    let (catalogue, bytes) = try SimulationFixture.catalogue()
    for seed in UInt64(1)...10 {
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

  /// What statements, sales, payments and returns come to, byte by byte, of three that pay.
  @Test func programsThatPayHaveTheirGoldenDigest() throws {
    let (catalogue, bytes) = try SimulationFixture.catalogue()
    var all: [UInt8] = []
    for seed in [UInt64(6), 9, 12] {
      let history = RandomHistory(seed: seed, catalogue: catalogue, catalogueBytes: bytes)
      let (records, blobs) = (MemoryRecords(), MemoryBlobs())
      var run = SimulationRun(history.program, records: records, blobs: blobs)
      _ = try run.run()
      all += try records.facts()
    }
    #expect(
      Sha256.digest(of: all).hex
        == "77d9e8c2593f9fe78dbd3cd502c19ddf211517127b676edd9eb3496fa2288cb9")
  }

  /// Every history closes; between them they show every kind of entry, of second, of money that
  /// was not paid, and of file that was left out.
  @Test func historiesCloseAndShowWhatThereIsToShow() throws {
    let (catalogue, bytes) = try SimulationFixture.catalogue()
    var coverage = SimulationCoverage()
    // A hold that earned something and was refused is rare: in these two there is one.
    for seed in Array(UInt64(1)...100) + [123, 130] {
      let history = RandomHistory(seed: seed, catalogue: catalogue, catalogueBytes: bytes)
      let (records, blobs) = (MemoryRecords(), MemoryBlobs())
      var run = SimulationRun(history.program, records: records, blobs: blobs)
      for outcome in try run.run() {
        if let refusal = outcome.refusal {
          Issue.record("seed \(seed), \(outcome.planned.pool)/\(outcome.planned.epoch): \(refusal)")
        }
        coverage.add(outcome)
      }
      try coverage.add(records, blobs)
      coverage.finish(run.program.refusedAttempts)
      #expect(run.paymentFaults == [], "seed \(seed)")
    }
    #expect(coverage.missing == [])
  }
}

extension SimulationRun.Outcome {
  /// Why it was refused; a correction that changes nothing is no failure.
  fileprivate var refusal: EpochRefusal? {
    switch result {
    case .success, .failure(.nothingToCorrect): nil
    case .failure(let refusal): refusal
    }
  }
}
