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
    var coverage = SimulationCoverage()
    for seed in UInt64(1)...150 {
      let history = RandomHistory(seed: seed, catalogue: catalogue, catalogueBytes: bytes)
      let records = MemoryRecords()
      var run = SimulationRun(history.program, records: records, blobs: MemoryBlobs())
      for outcome in try run.run() {
        coverage.add(outcome)
        switch outcome.result {
        case .success, .failure(.nothingToCorrect): break
        case .failure(let refusal):
          print("  seed \(seed): \(outcome.planned): \(refusal)")
        }
      }
      for name in try records.names() where name.kind == .freeze {
        guard let bytes = try records.read(name) else { continue }
        let text = String(decoding: bytes, as: UTF8.self)
        for reason in [
          "withdrawn", "observer-not-appointed", "late", "missing", "digest-mismatch", "malformed",
          "other-program", "roster-mismatch", "slot-mismatch", "equivocation",
        ] where text.contains("\"reason\":\"\(reason)\"") { coverage.note("left out \(reason)") }
      }
      let facts = String(decoding: try records.facts(), as: UTF8.self)
      for kind in EntryKind.allCases where facts.contains("\"\(kind.rawValue)\"") {
        coverage.note("entry \(kind.rawValue)")
      }
    }
    for (key, count) in coverage.counts.sorted(by: { $0.key < $1.key }) {
      print("seed cov:", key, count)
    }
  }
}
