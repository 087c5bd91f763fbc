import Application
import Foundation
import Keys
import Policy
import Program
import Quantities
import Rewards
import Simulation
import Testing

@Suite struct RecomputationTests {
  @Test("O-53 whoever has the inputs recomputes every statement byte for byte")
  func everythingRecomputes() throws {
    for seed in UInt64(1)...6 {
      let (records, blobs) = try program(seed: seed)
      // A reader who was not there: other objects, nothing shared but the published bytes.
      var verifying = VerifyEpochs(try ProgramReader(records: records, blobs: blobs))
      for record in try verifying.records() {
        let verdict = try verifying.verify(record)
        #expect(verdict.isGood, "seed \(seed), \(record.epoch)")
      }
    }
  }

  /// The records and blobs of a whole random program.
  private func program(
    seed: UInt64
  ) throws -> (records: MemoryRecords, blobs: MemoryBlobs) {
    let (catalogue, bytes) = try SimulationFixture.catalogue()
    let history = RandomHistory(seed: seed, catalogue: catalogue, catalogueBytes: bytes)
    let records = MemoryRecords()
    let blobs = MemoryBlobs()
    var run = SimulationRun(history.program, records: records, blobs: blobs)
    while try run.step() != nil {}
    return (records, blobs)
  }

  @Test func aFreezeThatCutsTheFactsShortIsFound() throws {
    let (records, blobs) = try program(seed: 3)
    let all = try records.facts()
    let name = try #require(try records.names().first { $0.kind == .freeze })
    let span = try Freeze(bytes: #require(try records.read(name))).span
    let reader = try ProgramReader(records: records, blobs: blobs)
    let grace = reader.rules.policy.observation.graceSeconds
    let lines = try reader.lineCount(admittedBefore: span.end.adding(seconds: grace))
    // The administrator hides the last line that must count, freezes, closes, and shows it again.
    var end = all.startIndex
    for _ in 0..<(lines - 1) { end = try #require(all[end...].firstIndex(of: 10)) + 1 }
    let cut = MemoryRecords()
    try cut.appendFacts(Array(all[..<end]))
    var freezing = FreezeEpoch(try ProgramReader(records: cut, blobs: blobs))
    _ = try freezing.freeze(name.epoch, now: .latest)
    var closing = CloseEpoch(freezing.reader)
    _ = try closing.close(name.epoch)
    try cut.appendFacts(Array(all[end...]))
    var verifying = VerifyEpochs(try ProgramReader(records: cut, blobs: blobs))
    #expect(try verifying.verify(name).freezeDifferences == [.facts])
  }

  @Test func aStatementWithoutAFreezeIsNamed() throws {
    let (records, blobs) = try program(seed: 3)
    let name = try #require(try records.names().first { $0.kind == .freeze })
    records.remove(name)
    var verifying = VerifyEpochs(try ProgramReader(records: records, blobs: blobs))
    #expect(try verifying.records().contains(name))
    #expect(throws: EpochRefusal.self) { try verifying.verify(name) }
  }

  @Test func oneChangedByteAnywhereInAFreezeIsFound() throws {
    let (records, blobs) = try program(seed: 3)
    let name = try #require(try records.names().first { $0.kind == .freeze })
    let freeze = try #require(try records.read(name))
    for position in stride(from: 0, to: freeze.count, by: 7) {
      var changed = freeze
      changed[position] ^= 1
      try records.write(changed, as: name)
      var verifying = VerifyEpochs(try ProgramReader(records: records, blobs: blobs))
      let isGood = (try? verifying.verify(name))?.isGood ?? false
      #expect(!isGood, "byte \(position)")
    }
  }
}
