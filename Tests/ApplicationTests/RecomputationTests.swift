import Application
import Foundation
import Keys
import Program
import Quantities
import Rewards
import Simulation
import Testing

@Suite struct RecomputationTests {
  @Test("O-53 whoever has the inputs recomputes every statement byte for byte")
  func everythingRecomputes() throws {
    let (catalogue, bytes) = try SimulationFixture.catalogue()
    for seed in UInt64(1)...6 {
      let history = RandomHistory(seed: seed, catalogue: catalogue, catalogueBytes: bytes)
      let records = MemoryRecords()
      let blobs = MemoryBlobs()
      var run = SimulationRun(history.program, records: records, blobs: blobs)
      while try run.step() != nil {}
      // A reader who was not there: other objects, nothing shared but the published bytes.
      var verifying = VerifyEpochs(try ProgramReader(records: records, blobs: blobs))
      for record in try verifying.records() {
        let verdict = try verifying.verify(record)
        #expect(verdict.isGood, "seed \(seed), \(record.epoch)")
      }
    }
  }

  @Test func oneChangedByteAnywhereInAFreezeIsFound() throws {
    let (catalogue, bytes) = try SimulationFixture.catalogue()
    let history = RandomHistory(seed: 3, catalogue: catalogue, catalogueBytes: bytes)
    let records = MemoryRecords()
    let blobs = MemoryBlobs()
    var run = SimulationRun(history.program, records: records, blobs: blobs)
    while try run.step() != nil {}
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
